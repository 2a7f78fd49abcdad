/** Who signed in, and what they own through. */
export interface UserIdentity {
  type: 'user';
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

/** What a sign-in resolver gives: a user token, and the identity where the token does not tell all of it. */
export interface SignInResult {
  token: string;
  identity?: UserIdentity;
}

/** A {@link SignInResult} as clients get it. */
export interface IdentityResponse extends SignInResult {
  /** Absent for a token that does not expire. */
  expiresInSeconds?: number;
  identity: UserIdentity;
}

/** What is shown of a person who signed in. */
export interface ProfileInfo {
  email?: string;
  displayName?: string;
  /** The URL of an image. */
  picture?: string;
}

/** The answer of a provider to its client. */
export interface ClientAuthResponse<TProviderInfo> {
  providerInfo: TProviderInfo;
  profile: ProfileInfo;
  /** Absent when the provider is not used for signing in. */
  backstageIdentity?: IdentityResponse;
}
