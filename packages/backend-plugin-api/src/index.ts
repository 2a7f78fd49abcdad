export { bootReportServiceRef, coreServices } from './core-services.ts';
export { createBackendModule, createBackendPlugin, type FeatureRegistry } from './create-plugin.ts';
export { createServiceRef, type InternalServiceRef, type ServiceRefOptions } from './create-service-ref.ts';
export {
  createExtensionPoint,
  type ExtensionPoint,
  type ExtensionPointFactoryContext,
} from './extension-point.ts';
export { createBackendFeatureLoader, type FeatureLoader, type LoadableFeature } from './feature-loader.ts';
export {
  featureIdPattern,
  type BackendFeature,
  type ExtensionPointRegistration,
  type InitRegistration,
  type ModuleRegistration,
  type PluginRegistration,
  type RegistrationsFeature,
} from './feature.ts';
export { resolvePackagePath } from './files/package-path.ts';
export { isChildPath, resolveSafeChildPath } from './files/safe-child-path.ts';
export { createLazyHandler } from './lazy-handler.ts';
export {
  createServiceFactory,
  type InternalServiceFactory,
  type ServiceFactory,
  type ServiceFactoryOptions,
} from './service-factory.ts';
export type { ServiceOf, ServiceRef, ServiceScope } from './service-ref.ts';
export {
  actionsRegistryServiceRef,
  actionsServiceRef,
  type ActionAttributes,
  type ActionDescription,
  type ActionRegistration,
  type ActionsRegistryService,
  type ActionsService,
} from './services/actions.ts';
export type {
  AccessRestrictions,
  AuthService,
  Credentials,
  NonePrincipal,
  PrincipalTypes,
  ServicePrincipal,
  UserInfo,
  UserInfoService,
  UserPrincipal,
} from './services/auth.ts';
export { configReportServiceRef, type RootConfigReportService } from './services/config-report.ts';
export { eventsServiceRef, type EventParams, type EventsService } from './services/events.ts';
export type {
  DiscoveryService,
  HttpAuthService,
  HttpRouterAuthPolicy,
  HttpRouterService,
  RootHealthService,
  RootHttpRouterService,
} from './services/http.ts';
export type { LifecycleHook, LifecycleService, RootLifecycleService } from './services/lifecycle.ts';
export type {
  AuditorEvent,
  AuditorService,
  AuditorSeverity,
  LoggerService,
  RootLoggerService,
} from './services/logging.ts';
export type {
  BootReport,
  BootReportEntry,
  PluginMetadataService,
  RootBootReportService,
  RootInstanceMetadataService,
  RootSystemMetadataService,
} from './services/metadata.ts';
export type {
  PermissionsRegistryService,
  PermissionsService,
  ResourceTypeRegistration,
} from './services/permissions.ts';
export type {
  SchedulerSchedule,
  SchedulerService,
  SchedulerTask,
  SchedulerTaskFunction,
  SchedulerTaskRunner,
} from './services/scheduler.ts';
export type { CacheService, DatabaseService } from './services/storage.ts';
export {
  metricsServiceRef,
  tracingServiceRef,
  type MetricCounter,
  type MetricObservable,
  type MetricOptions,
  type MetricRecorder,
  type MetricsService,
  type ObserveCallback,
  type TelemetryAttributes,
  type TracingBaggage,
  type TracingContext,
  type TracingService,
  type TracingSpan,
  type TracingSpanOptions,
} from './services/telemetry.ts';
export type {
  UrlReaderReadTreeOptions,
  UrlReaderReadTreeResponse,
  UrlReaderReadUrlOptions,
  UrlReaderReadUrlResponse,
  UrlReaderSearchOptions,
  UrlReaderSearchResponse,
  UrlReaderService,
} from './services/url-reader.ts';
export { isDatabaseConflictError } from './sql/database-conflict.ts';
export { runMigrations, type Migration, type RunMigrationsOptions } from './sql/run-migrations.ts';
export { createStatementRunner } from './sql/create-statement-runner.ts';
export {
  createSqliteRunner,
  type SqlParameter,
  type PostgresServer,
  type SqliteFile,
  type StatementRunner,
} from './sql/statement-runner.ts';
export { readScheduleFromConfig, type ConfiguredSchedule } from './schedule-config.ts';
