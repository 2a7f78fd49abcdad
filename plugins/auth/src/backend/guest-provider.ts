import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import type { Config } from '@portico/config';
import { NotAllowedError } from '@portico/errors';
import type { AuthProviderFactory, AuthResolverContext } from '../node/auth-provider.ts';
import { createProxyAuthProviderFactory, createProxyAuthenticator } from '../node/proxy-provider.ts';
import type { ProfileInfo } from '../sign-in-response.ts';

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
 * Signs everybody in as one user, without any proof: the one in the catalog,
 * with the profile it has there, or else one that owns `ownershipEntityRefs`
 * (default: itself). Refused with 403 unless {@link isGuestAllowed}.
 */
export const guestProviderFactory: AuthProviderFactory = context => {
  const { config, resolverContext } = context;
  const userEntityRef = guestRefOf(config);
  return createProxyAuthProviderFactory<Guest>({
    authenticator: createProxyAuthenticator({
      defaultProfileTransform: async ({ user }: Guest) => ({ profile: user ? profileOf(user) : {} }),
      initialize: () => undefined,
      async authenticate() {
        if (isGuestAllowed(config))
          return { result: { user: await findGuest(userEntityRef, resolverContext) } };
        throw new NotAllowedError(
          `The guest provider cannot be used outside of a development environment. Sign in with another provider; for a demonstration start with NODE_ENV=development, or set '${configKey}.dangerouslyAllowOutsideDevelopment: true'`,
        );
      },
    }),
    signInResolver: async ({ result: { user } }, { issueToken, resolveOwnershipEntityRefs }) => {
      if (user) {
        const { ownershipEntityRefs: ent } = await resolveOwnershipEntityRefs(user);
        return issueToken({ claims: { sub: stringifyEntityRef(user), ent } });
      }
      const ent = config.getOptionalStringArray('ownershipEntityRefs') ?? [userEntityRef];
      return issueToken({ claims: { sub: userEntityRef, ent } });
    },
  })(context);
};

interface Guest {
  /** In the catalog, if it is there. */
  user: Entity | undefined;
}

async function findGuest(entityRef: string, context: AuthResolverContext): Promise<Entity | undefined> {
  try {
    return (await context.findCatalogUser({ entityRef })).entity;
  } catch {
    return undefined;
  }
}

function profileOf({ metadata, spec }: Entity): ProfileInfo {
  const {
    displayName = metadata.title,
    email,
    picture,
  } = (spec?.['profile'] ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries({ displayName, email, picture }).filter(([, value]) => typeof value === 'string'),
  );
}
