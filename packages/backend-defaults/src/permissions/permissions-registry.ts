import {
  coreServices,
  createServiceFactory,
  type PermissionsRegistryService,
} from '@portico/backend-plugin-api';
import type { PermissionResourceRef } from '@portico/permissions';
import { createPermissionEndpoints } from './permission-endpoints.ts';
import { createPermissionMetadata, type PermissionMetadata } from './permission-metadata.ts';

/**
 * Takes the permissions, rules and resource types of one plugin.
 *
 * @param hasStarted - when it answers true, nothing can be added any more.
 */
export function createPermissionsRegistry(options: {
  metadata: PermissionMetadata;
  pluginId: string;
  hasStarted(): boolean;
}): PermissionsRegistryService {
  const { metadata, pluginId, hasStarted } = options;
  const assertStarting = (what: string): void => {
    if (!hasStarted()) return;
    throw new Error(`Cannot add ${what} after plugin '${pluginId}' has started; add them in its init`);
  };
  const assertOwned = (ref: PermissionResourceRef): void => {
    if (ref.pluginId === pluginId) return;
    throw new Error(
      `Resource type '${ref.resourceType}' belongs to plugin '${ref.pluginId}', but was used with plugin '${pluginId}'`,
    );
  };
  return {
    addPermissions(permissions) {
      assertStarting('permissions');
      metadata.addPermissions(permissions);
    },
    addPermissionRules(rules) {
      assertStarting('permission rules');
      metadata.addRules(rules);
    },
    addResourceType({ resourceRef, permissions = [], ...type }) {
      assertStarting('permission resource types');
      assertOwned(resourceRef);
      metadata.addResourceType(resourceRef.resourceType, type);
      metadata.addPermissions(permissions);
    },
    getPermissionRuleset(resourceRef) {
      assertOwned(resourceRef);
      return { getRuleByName: name => metadata.getRule(resourceRef.resourceType, name) as never };
    },
  };
}

/** The `core.permissionsRegistry` service, which brings its endpoints to the plugin's router. */
export const permissionsRegistryServiceFactory = createServiceFactory({
  service: coreServices.permissionsRegistry,
  deps: {
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    lifecycle: coreServices.lifecycle,
    plugin: coreServices.pluginMetadata,
  },
  factory({ auth, httpAuth, httpRouter, lifecycle, plugin }) {
    const metadata = createPermissionMetadata();
    let started = false;
    lifecycle.addStartupHook(() => {
      started = true;
    });
    httpRouter.use(createPermissionEndpoints({ metadata, auth, httpAuth }));
    return createPermissionsRegistry({ metadata, pluginId: plugin.getId(), hasStarted: () => started });
  },
});
