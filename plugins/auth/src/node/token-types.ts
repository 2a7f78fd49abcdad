/** What tells the types of tokens apart: the `typ` header, and the `aud` claim of user tokens. */
export const tokenTypes = {
  user: { typParam: 'vnd.backstage.user', audClaim: 'backstage' },
  limitedUser: { typParam: 'vnd.backstage.limited-user' },
  plugin: { typParam: 'vnd.backstage.plugin' },
} as const;
