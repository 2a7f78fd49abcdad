import { actionsRegistryServiceRef, coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import type { CatalogApi } from '@portico/catalog-client';
import {
  authOwnershipResolutionExtensionPoint,
  authProvidersExtensionPoint,
} from '../node/extension-points.ts';
import { createAuthRoutes, type AuthRoutesServices } from './auth-routes.ts';
import { guestProviderFactory, guestRefOf, isGuestAllowed } from './guest-provider.ts';
import { createProviderRegistry } from './provider-registry.ts';
import { registerWhoAmIAction } from './who-am-i-action.ts';

/**
 * Signs users in through the providers that modules add, and issues their
 * tokens. The guest provider is part of it, unless a module brings its own.
 */
export default createBackendPlugin({
  pluginId: 'auth',
  register(env) {
    const registry = createProviderRegistry();
    env.registerExtensionPoint(authProvidersExtensionPoint, registry.providersSlot);
    env.registerExtensionPoint(authOwnershipResolutionExtensionPoint, registry.ownershipSlot);
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
      },
      async init({ http, actions, userInfo, ...services }) {
        const catalog = async (): Promise<CatalogApi> =>
          (await import('@portico/catalog-client')).createCatalogClient(services);
        if (!registry.providers.has('guest')) registry.providers.set('guest', guestProviderFactory);
        warnOfGuests(services);
        // Whoever signs in has no credentials yet; each route checks for itself.
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        http.use(await createAuthRoutes({ ...services, catalog }, registry));
        registerWhoAmIAction({ actions, auth: services.auth, catalog, userInfo });
      },
    });
  },
});

function warnOfGuests({ config, logger }: Pick<AuthRoutesServices, 'config' | 'logger'>): void {
  const guest = config.getOptionalConfig('auth.providers.guest');
  if (!guest || !isGuestAllowed(guest)) return;
  logger.warn(
    `Guest sign-in is on: everybody who reaches this portal is '${guestRefOf(guest)}', without any proof. Remove 'auth.providers.guest' before others use it`,
  );
}
