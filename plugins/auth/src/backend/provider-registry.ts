import { ConflictError } from '@portico/errors';
import type { AuthOwnershipResolver, AuthProviderFactory } from '../node/auth-provider.ts';
import type {
  AuthOwnershipResolutionExtensionPoint,
  AuthProvidersExtensionPoint,
} from '../node/extension-points.ts';

/** What modules added to the plugin, and the slots through which they do. */
export interface ProviderRegistry {
  providersSlot: AuthProvidersExtensionPoint;
  ownershipSlot: AuthOwnershipResolutionExtensionPoint;
  providers: Map<string, AuthProviderFactory>;
  ownershipResolver(): AuthOwnershipResolver | undefined;
}

/** Makes an empty {@link ProviderRegistry}. */
export function createProviderRegistry(): ProviderRegistry {
  const providers = new Map<string, AuthProviderFactory>();
  let ownership: AuthOwnershipResolver | undefined;
  return {
    providers,
    ownershipResolver: () => ownership,
    providersSlot: {
      registerProvider({ providerId, factory }) {
        if (providers.has(providerId))
          throw new ConflictError(`Auth provider '${providerId}' was already registered`);
        providers.set(providerId, factory);
      },
    },
    ownershipSlot: {
      setAuthOwnershipResolver(resolver) {
        if (ownership) throw new ConflictError('Auth ownership resolver is already set');
        ownership = resolver;
      },
    },
  };
}
