export { actionsRegistryServiceFactory, actionsServiceFactory } from './actions/index.ts';
export { auditorServiceFactory } from './auditor/index.ts';
export {
  authServiceFactory,
  createExternalTokenHandler,
  externalTokenHandlersServiceRef,
  httpAuthServiceFactory,
  pluginTokenHandlerDecoratorServiceRef,
  userInfoServiceFactory,
  type ExternalTokenHandler,
  type KnownExternalToken,
  type PluginTokenHandler,
} from './auth/index.ts';
export { createHttpAuthService } from './auth/http-auth-service.ts';
export { cacheServiceFactory } from './cache/index.ts';
export {
  configReportServiceFactory,
  loadedConfigOf,
  rootConfigServiceFactory,
  type LoadedRootConfig,
} from './config/index.ts';
export { createBackend, defaultServiceFactories } from './create-backend.ts';
export { databaseServiceFactory } from './database/database-service.ts';
export {
  createDiscovery,
  createRootHttpRouterFactory,
  discoveryServiceFactory,
  httpRouterServiceFactory,
  rootHealthServiceFactory,
  type DiscoveryOptions,
  type ListeningHttpRouter,
  type RootHttpRouterOptions,
} from './http/index.ts';
export { discoveryFeatureLoader } from './installed-features.ts';
export { eventsServiceFactory } from './events/index.ts';
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
export { permissionsRegistryServiceFactory, permissionsServiceFactory } from './permissions/index.ts';
export { schedulerServiceFactory } from './scheduler/index.ts';
export { metricsServiceFactory, tracingServiceFactory } from './telemetry/index.ts';
export {
  urlReaderFactoriesServiceRef,
  type UrlReaderFactory,
  type UrlReaderRule,
} from './url-reader/url-reader-factory.ts';
export { urlReaderServiceFactory } from './url-reader/url-reader-service.ts';
