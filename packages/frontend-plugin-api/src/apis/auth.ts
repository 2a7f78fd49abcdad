import type { Observable } from '../observable.ts';
import { createApiRef } from './api-ref.ts';

/** How insistent a request for a session is. */
export interface AuthRequestOptions {
  /** Nobody is asked: without a session the answer is empty. */
  optional?: boolean;
  /** The sign-in window opens at once; call it from a click. */
  instantPopup?: boolean;
}

/** Gives access tokens of a provider. */
export interface OAuthApi {
  /** @throws Error when the user turns the request down. */
  getAccessToken(scope?: string | string[], options?: AuthRequestOptions): Promise<string>;
}

/** Gives ID tokens of a provider. */
export interface OpenIdConnectApi {
  getIdToken(options?: AuthRequestOptions): Promise<string>;
}

/** What a provider tells about a user. */
export interface ProfileInfo {
  email?: string;
  displayName?: string;
  /** The URL of an image. */
  picture?: string;
}

/** Gives the profile of the user at a provider. */
export interface ProfileInfoApi {
  getProfile(options?: AuthRequestOptions): Promise<ProfileInfo | undefined>;
}

/** Who a user is in the catalog. */
export interface UserIdentity {
  type: 'user';
  userEntityRef: string;
  /** The user, and the groups in whose name the user owns things. */
  ownershipEntityRefs: string[];
}

/** A token for the backend, and whose it is. */
export interface UserIdentityResponse {
  token: string;
  /** Without a time, the token does not expire. */
  expiresAt?: Date;
  identity: UserIdentity;
}

/** Gives the identity that signing in with a provider results in. */
export interface BackstageIdentityApi {
  getBackstageIdentity(options?: AuthRequestOptions): Promise<UserIdentityResponse | undefined>;
}

/** Whether there is a session. */
export type SessionState = 'SignedIn' | 'SignedOut';

/** Opens and closes the session at a provider. */
export interface SessionApi {
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  sessionState$(): Observable<SessionState>;
}

/** A provider that gives access tokens. */
export type OAuthProviderApi = OAuthApi & ProfileInfoApi & BackstageIdentityApi & SessionApi;

/** A provider that gives access and ID tokens. */
export type OpenIdProviderApi = OAuthProviderApi & OpenIdConnectApi;

/** Sign-in with an Atlassian account. */
export const atlassianAuthApiRef = createApiRef<OAuthProviderApi>().with({
  id: 'core.auth.atlassian',
  pluginId: 'app',
});
/** Sign-in with a Bitbucket Cloud account. */
export const bitbucketAuthApiRef = createApiRef<OAuthProviderApi>().with({
  id: 'core.auth.bitbucket',
  pluginId: 'app',
});
/** Sign-in with an account of a Bitbucket server. */
export const bitbucketServerAuthApiRef = createApiRef<OAuthProviderApi>().with({
  id: 'core.auth.bitbucket-server',
  pluginId: 'app',
});
/** Sign-in with a GitHub account. */
export const githubAuthApiRef = createApiRef<OAuthProviderApi>().with({
  id: 'core.auth.github',
  pluginId: 'app',
});
/** Sign-in with a GitLab account. */
export const gitlabAuthApiRef = createApiRef<OpenIdProviderApi>().with({
  id: 'core.auth.gitlab',
  pluginId: 'app',
});
/** Sign-in with a Google account. */
export const googleAuthApiRef = createApiRef<OpenIdProviderApi>().with({
  id: 'core.auth.google',
  pluginId: 'app',
});
/** Sign-in with a Microsoft account. */
export const microsoftAuthApiRef = createApiRef<OpenIdProviderApi>().with({
  id: 'core.auth.microsoft',
  pluginId: 'app',
});
/** Sign-in with an Okta account. */
export const oktaAuthApiRef = createApiRef<OpenIdProviderApi>().with({
  id: 'core.auth.okta',
  pluginId: 'app',
});
/** Sign-in with a OneLogin account. */
export const oneloginAuthApiRef = createApiRef<OpenIdProviderApi>().with({
  id: 'core.auth.onelogin',
  pluginId: 'app',
});
/** Sign-in with an OpenShift account. */
export const openshiftAuthApiRef = createApiRef<OAuthProviderApi>().with({
  id: 'core.auth.openshift',
  pluginId: 'app',
});
/** Sign-in with an account of VMware Cloud. */
export const vmwareCloudAuthApiRef = createApiRef<OpenIdProviderApi>().with({
  id: 'core.auth.vmware-cloud',
  pluginId: 'app',
});
