export { createServiceLocator, type ServiceLocator } from './create-service-locator.ts';
export { createSpecializedBackend, type AddedFeature, type Backend } from './create-specialized-backend.ts';
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
