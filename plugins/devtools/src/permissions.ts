import { createPermission } from '@portico/permissions';

/** Opens devtools at all. */
export const devToolsAdministerPermission = createPermission({
  name: 'devtools.administer',
  attributes: { action: 'read' },
});

/** Shows versions, resources and how the backend started. */
export const devToolsInfoReadPermission = createPermission({
  name: 'devtools.info',
  attributes: { action: 'read' },
});

/** Shows the configuration, with its secrets masked. */
export const devToolsConfigReadPermission = createPermission({
  name: 'devtools.config',
  attributes: { action: 'read' },
});

/** Tries what the portal depends on. */
export const devToolsExternalDependenciesReadPermission = createPermission({
  name: 'devtools.external-dependencies',
  attributes: { action: 'read' },
});

/** All permissions of devtools. */
export const devToolsPermissions = [
  devToolsAdministerPermission,
  devToolsInfoReadPermission,
  devToolsConfigReadPermission,
  devToolsExternalDependenciesReadPermission,
];
