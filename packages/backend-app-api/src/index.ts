export { createSpecializedBackend, type Backend } from './create-specialized-backend.ts';
export {
  createExtensionPointFactoryMiddleware,
  type ExtensionPointFactoryMiddleware,
} from './extension-point-middleware.ts';
export { BackendStartupError } from './startup-error.ts';
export type {
  BackendStartupResult,
  ModuleStartupResult,
  PluginStartupResult,
  StartupFailure,
} from './startup-result.ts';
