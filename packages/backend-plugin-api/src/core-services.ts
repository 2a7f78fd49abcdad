import type { Config } from '@portico/config';
import { createServiceRef } from './create-service-ref.ts';
import type { AuthService, UserInfoService } from './services/auth.ts';
import type {
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  RootHealthService,
  RootHttpRouterService,
} from './services/http.ts';
import type { LifecycleService, RootLifecycleService } from './services/lifecycle.ts';
import type { AuditorService, LoggerService, RootLoggerService } from './services/logging.ts';
import type {
  PluginMetadataService,
  RootBootReportService,
  RootInstanceMetadataService,
  RootSystemMetadataService,
} from './services/metadata.ts';
import type { PermissionsRegistryService, PermissionsService } from './services/permissions.ts';
import type { SchedulerService } from './services/scheduler.ts';
import type { CacheService, DatabaseService } from './services/storage.ts';
import type { UrlReaderService } from './services/url-reader.ts';

/** The services that every backend has. Their ids are those of existing plugins, which are matched by them. */
export const coreServices = {
  auth: createServiceRef<AuthService>({ id: 'core.auth' }),
  userInfo: createServiceRef<UserInfoService>({ id: 'core.userInfo' }),
  cache: createServiceRef<CacheService>({ id: 'core.cache' }),
  rootConfig: createServiceRef<Config>({ id: 'core.rootConfig', scope: 'root' }),
  database: createServiceRef<DatabaseService>({ id: 'core.database' }),
  discovery: createServiceRef<DiscoveryService>({ id: 'core.discovery' }),
  rootHealth: createServiceRef<RootHealthService>({ id: 'core.rootHealth', scope: 'root' }),
  httpAuth: createServiceRef<HttpAuthService>({ id: 'core.httpAuth' }),
  httpRouter: createServiceRef<HttpRouterService>({ id: 'core.httpRouter' }),
  lifecycle: createServiceRef<LifecycleService>({ id: 'core.lifecycle' }),
  logger: createServiceRef<LoggerService>({ id: 'core.logger' }),
  auditor: createServiceRef<AuditorService>({ id: 'core.auditor' }),
  permissions: createServiceRef<PermissionsService>({ id: 'core.permissions' }),
  permissionsRegistry: createServiceRef<PermissionsRegistryService>({ id: 'core.permissionsRegistry' }),
  pluginMetadata: createServiceRef<PluginMetadataService>({ id: 'core.pluginMetadata' }),
  rootHttpRouter: createServiceRef<RootHttpRouterService>({ id: 'core.rootHttpRouter', scope: 'root' }),
  rootLifecycle: createServiceRef<RootLifecycleService>({ id: 'core.rootLifecycle', scope: 'root' }),
  rootLogger: createServiceRef<RootLoggerService>({ id: 'core.rootLogger', scope: 'root' }),
  scheduler: createServiceRef<SchedulerService>({ id: 'core.scheduler' }),
  urlReader: createServiceRef<UrlReaderService>({ id: 'core.urlReader' }),
  rootInstanceMetadata: createServiceRef<RootInstanceMetadataService>({
    id: 'core.rootInstanceMetadata',
    scope: 'root',
  }),
  rootSystemMetadata: createServiceRef<RootSystemMetadataService>({
    id: 'core.rootSystemMetadata',
    scope: 'root',
  }),
} as const;

/** How the backend started; provided by the initializer, for devtools and `portico start --timing`. */
export const bootReportServiceRef = createServiceRef<RootBootReportService>({
  id: 'portico.bootReport',
  scope: 'root',
});
