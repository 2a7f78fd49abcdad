import type { Config } from '@portico/config';
import { NotAllowedError } from '@portico/errors';
import type { AuthProviderFactory } from '../node/auth-provider.ts';
import { createProxyAuthProviderFactory, createProxyAuthenticator } from '../node/proxy-provider.ts';

const configKey = 'auth.providers.guest';

/** The user that guests are, `auth.providers.guest.userEntityRef`. */
export function guestRefOf(config: Config): string {
  return config.getOptionalString('userEntityRef') ?? 'user:development/guest';
}

/** Whether guests are let in: in development, or when the configuration insists. */
export function isGuestAllowed(config: Config): boolean {
  return (
    process.env.NODE_ENV === 'development' ||
    (config.getOptionalBoolean('dangerouslyAllowOutsideDevelopment') ?? false)
  );
}

/**
 * Signs everybody in as one user, without any proof: the one in the catalog, or
 * else one that owns `ownershipEntityRefs` (default: itself). Refused with 403
 * unless {@link isGuestAllowed}.
 */
export const guestProviderFactory: AuthProviderFactory = context => {
  const { config } = context;
  const userEntityRef = guestRefOf(config);
  return createProxyAuthProviderFactory({
    authenticator: createProxyAuthenticator({
      defaultProfileTransform: async () => ({ profile: {} }),
      initialize: () => undefined,
      async authenticate() {
        if (isGuestAllowed(config)) return { result: {} };
        throw new NotAllowedError(
          `The guest provider cannot be used outside of a development environment. Sign in with another provider; for a demonstration start with NODE_ENV=development, or set '${configKey}.dangerouslyAllowOutsideDevelopment: true'`,
        );
      },
    }),
    signInResolver: async (_info, { signInWithCatalogUser, issueToken }) => {
      try {
        return await signInWithCatalogUser({ entityRef: userEntityRef });
      } catch {
        const ent = config.getOptionalStringArray('ownershipEntityRefs') ?? [userEntityRef];
        return issueToken({ claims: { sub: userEntityRef, ent } });
      }
    },
  })(context);
};
