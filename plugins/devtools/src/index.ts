export {
  devToolsAdministerPermission,
  devToolsConfigReadPermission,
  devToolsExternalDependenciesReadPermission,
  devToolsInfoReadPermission,
  devToolsPermissions,
} from './permissions.ts';
export type { ConfigInfo, DevToolsInfo, ExternalDependency } from './responses.ts';
