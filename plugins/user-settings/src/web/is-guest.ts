/** Whether a user is the guest, whom many are at once: what they choose is kept in their browsers. */
export function isGuest(userEntityRef: string): boolean {
  return /^user:(?:default|development)\/guest$/.test(userEntityRef);
}
