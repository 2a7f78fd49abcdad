import {
  actionsRegistryServiceRef,
  coreServices,
  createServiceFactory,
  type ActionDescription,
  type ActionsRegistryService,
  type PermissionsRegistryService,
} from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import { ConflictError } from '@portico/errors';
import type { z } from 'zod';
import { schemaToJson } from '../permissions/schema-to-json.ts';
import { createActionEndpoints } from './action-endpoints.ts';
import type { AnyAction } from './invoke-action.ts';

/** An action that a plugin registered. */
export interface RegisteredAction extends Pick<ActionDescription, 'id' | 'attributes'> {
  action: AnyAction;
  /** Made when first asked for: to write JSON Schemas is no work for the start. */
  describe(): Promise<ActionDescription>;
}

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
      actions.set(id, toRegistered(action, { id, pluginId }));
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

function toRegistered(action: AnyAction, ids: { id: string; pluginId: string }): RegisteredAction {
  const { destructive, idempotent = false, readOnly = false } = action.attributes ?? {};
  const attributes = { destructive: destructive ?? !readOnly, idempotent, readOnly };
  let description: Promise<ActionDescription> | undefined;
  return {
    id: ids.id,
    attributes,
    action,
    describe: () =>
      (description ??= describeContract(action).then(contract => ({ ...ids, attributes, ...contract }))),
  };
}

async function describeContract(
  action: AnyAction,
): Promise<Omit<ActionDescription, 'id' | 'pluginId' | 'attributes'>> {
  const zod = await import('zod');
  const { name, title, description, examples, schema = {} } = action;
  const toJson = (schemaOf: ((zod: typeof z) => unknown) | undefined): Promise<JsonObject> =>
    schemaToJson(schemaOf?.(zod.z));
  return {
    name,
    title,
    description,
    ...(examples ? { examples: examples as NonNullable<ActionDescription['examples']> } : {}),
    schema: {
      input: await toJson(schema.input),
      output: await toJson(schema.output),
      ...(schema.secrets ? { secrets: await toJson(schema.secrets) } : {}),
    },
  };
}
