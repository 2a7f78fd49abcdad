import {
  actionsRegistryServiceRef,
  coreServices,
  createServiceFactory,
  type ActionsRegistryService,
  type PermissionsRegistryService,
} from '@portico/backend-plugin-api';
import { ConflictError } from '@portico/errors';
import { createActionEndpoints } from './action-endpoints.ts';
import type { AnyAction } from './invoke-action.ts';
import { toRegisteredAction, type RegisteredAction } from './registered-action.ts';

/**
 * Takes the actions of one plugin, under the id `<plugin>:<name>`, and their
 * visibility permissions. `register` throws `ConflictError` for a name that is taken.
 */
export function createActionsRegistry(options: {
  pluginId: string;
  permissionsRegistry: PermissionsRegistryService;
  /** Filled by `register`. */
  actions: Map<string, RegisteredAction>;
}): ActionsRegistryService {
  const { pluginId, permissionsRegistry, actions } = options;
  return {
    register(registration) {
      // What an action takes is known to its schemas alone.
      const action = registration as unknown as AnyAction;
      const id = `${pluginId}:${action.name}`;
      if (actions.has(id))
        throw new ConflictError(`The action '${id}' is registered already; choose another name`);
      if (action.visibilityPermission) permissionsRegistry.addPermissions([action.visibilityPermission]);
      actions.set(id, toRegisteredAction(action, { id, pluginId }));
    },
  };
}

/** The `alpha.core.actionsRegistry` service, which brings its endpoints to the plugin's router. */
export const actionsRegistryServiceFactory = createServiceFactory({
  service: actionsRegistryServiceRef,
  deps: {
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    logger: coreServices.logger,
    permissions: coreServices.permissions,
    permissionsRegistry: coreServices.permissionsRegistry,
    plugin: coreServices.pluginMetadata,
  },
  factory({ httpRouter, permissionsRegistry, plugin, ...services }) {
    const pluginId = plugin.getId();
    const actions = new Map<string, RegisteredAction>();
    httpRouter.use(createActionEndpoints({ actions, pluginId, ...services }));
    return createActionsRegistry({ pluginId, permissionsRegistry, actions });
  },
});
