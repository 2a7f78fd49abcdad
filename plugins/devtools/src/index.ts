export {
  devToolsAdministerPermission,
  devToolsConfigReadPermission,
  devToolsExternalDependenciesReadPermission,
  devToolsInfoReadPermission,
  devToolsPermissions,
} from './permissions.ts';
export { devToolsApi, type ConfigInfo, type DevToolsInfo, type ExternalDependency } from './api.ts';
