import { createExtensionPoint } from '@portico/backend-plugin-api';
import type { AuthOwnershipResolver, AuthProviderFactory } from './auth-provider.ts';

/** Takes sign-in providers; an id that is taken throws. */
export interface AuthProvidersExtensionPoint {
  registerProvider(options: { providerId: string; factory: AuthProviderFactory }): void;
}

/** Takes the one rule of what a user owns through; a second one throws. */
export interface AuthOwnershipResolutionExtensionPoint {
  setAuthOwnershipResolver(resolver: AuthOwnershipResolver): void;
}

/** Adds sign-in providers. */
export const authProvidersExtensionPoint = createExtensionPoint<AuthProvidersExtensionPoint>({
  id: 'auth.providers',
});

/** Replaces what a user owns through. */
export const authOwnershipResolutionExtensionPoint =
  createExtensionPoint<AuthOwnershipResolutionExtensionPoint>({
    id: 'auth.ownershipResolution',
  });
