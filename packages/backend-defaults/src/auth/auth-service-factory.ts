import { coreServices, createServiceFactory, createServiceRef } from '@portico/backend-plugin-api';
import { createAuthService } from './auth-service.ts';
import { externalTokenHandlersServiceRef } from './external-token-handler.ts';
import { createExternalTokens } from './external-tokens.ts';
import { createPluginKeys } from './create-plugin-keys.ts';
import type { PluginKeys } from './plugin-keys.ts';
import { createPluginTokenHandler, type PluginTokenHandler } from './plugin-tokens.ts';
import { createRemoteKeys } from './remote-keys.ts';
import { createUserTokens } from './user-tokens.ts';

/** Wraps or replaces how plugin tokens are issued and verified. */
export const pluginTokenHandlerDecoratorServiceRef = createServiceRef<
  (handler: PluginTokenHandler) => PluginTokenHandler
>({
  id: 'core.auth.pluginTokenHandlerDecorator',
  defaultFactory: async service => createServiceFactory({ service, deps: {}, factory: () => undecorated }),
});

const undecorated = (handler: PluginTokenHandler): PluginTokenHandler => handler;

/**
 * The `core.auth` service. Its database and the keys of other plugins are
 * reached when first needed, not at the start.
 */
export const authServiceFactory = createServiceFactory({
  service: coreServices.auth,
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.logger,
    discovery: coreServices.discovery,
    plugin: coreServices.pluginMetadata,
    database: coreServices.database,
    decorate: pluginTokenHandlerDecoratorServiceRef,
    handlers: externalTokenHandlersServiceRef,
  },
  // The keys of all plugins in this process, which need no request to be found.
  createRootContext: () => new Map<string, PluginKeys>(),
  factory({ config, logger, discovery, plugin, database, decorate, handlers }, localKeys) {
    const pluginId = plugin.getId();
    const keys = createPluginKeys({ config, database, logger });
    localKeys.set(pluginId, keys);
    const ownHandler = createPluginTokenHandler({ pluginId, keys, localKeys, discovery, logger });
    const pluginTokens = decorate(ownHandler);
    const getUrl = async (): Promise<string> => `${await discovery.getBaseUrl('auth')}/.well-known/jwks.json`;
    return createAuthService({
      pluginId,
      keys,
      pluginTokens,
      remembersPluginTokens: pluginTokens === ownHandler,
      userTokens: createUserTokens({ findKey: createRemoteKeys({ getUrl }), logger }),
      externalTokens: createExternalTokens({ pluginId, config, handlers, logger }),
      acceptsNobody: config.getOptionalBoolean('backend.auth.dangerouslyDisableDefaultAuthPolicy') ?? false,
    });
  },
});
