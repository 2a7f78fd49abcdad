import { identityApiRef, type ApiHolder, type IdentityApi } from '@portico/frontend-plugin-api';

/** The identity API of an app: whoever signs in stands behind it. */
export interface AppIdentityApi extends IdentityApi {
  /**
   * Tells who is signed in.
   *
   * @param options.signOutTargetUrl - Where the browser goes after signing out; default: it stays.
   */
  setTarget(identityApi: IdentityApi, options?: { signOutTargetUrl?: string }): void;
}

/**
 * Makes an identity API whose answers wait until somebody is signed in.
 *
 * @param onSignIn - Called once, when the first identity is known.
 */
export function createAppIdentity(onSignIn: (identityApi: IdentityApi) => void): AppIdentityApi {
  const signedIn = Promise.withResolvers<IdentityApi>();
  let target: IdentityApi | undefined;
  let signOutUrl: string | undefined;
  const current = async () => target ?? signedIn.promise;
  return {
    getProfileInfo: async () => (await current()).getProfileInfo(),
    getBackstageIdentity: async () => (await current()).getBackstageIdentity(),
    getCredentials: async options => (await current()).getCredentials(options),
    signOut: async () => {
      await (await current()).signOut();
      if (signOutUrl !== undefined) globalThis.location?.assign(signOutUrl);
    },
    setTarget(identityApi, options) {
      const isFirst = target === undefined;
      target = identityApi;
      signOutUrl = options?.signOutTargetUrl;
      signedIn.resolve(identityApi);
      if (isFirst) onSignIn(identityApi);
    },
  };
}

/**
 * Tells an app who is signed in; what a sign-in page's `onSignInSuccess` does.
 *
 * @throws Error when the app does not take identities.
 */
export function completeSignIn(
  apis: ApiHolder,
  identityApi: IdentityApi,
  options: { signOutTargetUrl?: string } = {},
): void {
  const app = apis.get(identityApiRef);
  if (!app || !('setTarget' in app))
    throw new Error(
      'The identity API of the app was replaced, so nobody can sign in. Remove the extension that does',
    );
  // Every app has the identity API that is made above.
  (app as AppIdentityApi).setTarget(identityApi, options);
}

/** Whoever uses an app without a sign-in page. */
export function createGuestIdentity(): IdentityApi {
  const userEntityRef = 'user:default/guest';
  return {
    getProfileInfo: async () => ({ displayName: 'Guest' }),
    getBackstageIdentity: async () => ({ type: 'user', userEntityRef, ownershipEntityRefs: [userEntityRef] }),
    getCredentials: async () => ({}),
    signOut: async () => undefined,
  };
}
