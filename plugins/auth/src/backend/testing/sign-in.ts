import { expect } from 'vitest';
import { createBackendModule, type BackendFeature } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import type { AuthProviderFactory } from '../../node.ts';
import {
  authProvidersExtensionPoint,
  commonSignInResolvers,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '../../node.ts';
import type { AuthPortal } from './auth-portal.ts';

/** Guests are let in wherever the portal runs. */
export const demo = { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } };

/** What a sign-in answers. */
export interface SignedIn {
  profile: object;
  backstageIdentity: { token: string; expiresInSeconds: number; identity: { userEntityRef: string } };
}

/** Signs in, and gives the answer. */
export async function signIn(portal: AuthPortal, provider = 'guest', headers = {}): Promise<SignedIn> {
  const response = await portal.get(`/api/auth/${provider}/refresh`, undefined, headers);
  expect(response.status).toBe(200);
  return (await response.json()) as SignedIn;
}

/** Signs in, and gives the token. */
export async function tokenOf(portal: AuthPortal, provider?: string, headers?: object): Promise<string> {
  return (await signIn(portal, provider, headers)).backstageIdentity.token;
}

/** A user of the catalog. */
export function user(name: string, extra: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    ...extra,
  };
}

/** A provider that believes the header `x-email`. */
export const headerFactory: AuthProviderFactory = createProxyAuthProviderFactory({
  authenticator: createProxyAuthenticator({
    defaultProfileTransform: async (email: string) => ({ profile: { email } }),
    initialize: () => undefined,
    authenticate: async ({ req }) => ({ result: String(req.headers['x-email']) }),
  }),
  signInResolverFactories: commonSignInResolvers,
});

/** A module that brings one provider. */
export function withProvider(providerId: string, factory: AuthProviderFactory): BackendFeature {
  return createBackendModule({
    pluginId: 'auth',
    moduleId: `${providerId}-provider`,
    register(env) {
      env.registerInit({
        deps: { providers: authProvidersExtensionPoint },
        async init({ providers }) {
          providers.registerProvider({ providerId, factory });
        },
      });
    },
  });
}

/** A module with {@link headerFactory} as the provider `header`. */
export const headerProvider = withProvider('header', headerFactory);
/** The provider `header` finds users by their email. */
export const byEmail = {
  providers: { header: { signIn: { resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }] } } },
};
