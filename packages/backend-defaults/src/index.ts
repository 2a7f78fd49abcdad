export {
  configReportServiceFactory,
  loadedConfigOf,
  rootConfigServiceFactory,
  type LoadedRootConfig,
} from './config/index.ts';
export { createHttpAuthService } from './auth/http-auth-service.ts';
export { createBackend, defaultServiceFactories } from './create-backend.ts';
export {
  createRootHttpRouterFactory,
  type ListeningHttpRouter,
  type RootHttpRouterOptions,
} from './http/index.ts';
export { discoveryFeatureLoader } from './installed-features.ts';
export { lifecycleServiceFactory, rootLifecycleServiceFactory } from './lifecycle/index.ts';
export {
  createRootLogger,
  loggerServiceFactory,
  parseLogLevel,
  rootLoggerServiceFactory,
  type LogLevel,
  type LogLevelOverride,
  type OwnedRootLogger,
  type RootLoggerOptions,
} from './logger/index.ts';
export {
  instanceMetadataServiceFactory,
  rootSystemMetadataServiceFactory,
  type InstalledFeature,
} from './metadata/index.ts';
