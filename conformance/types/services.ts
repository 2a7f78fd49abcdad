/**
 * Compiles only while what Portico provides can stand where a plugin, built
 * against the official packages, expects the official interface.
 */
import type * as alpha from '@backstage/backend-plugin-api/alpha';
import type * as official from '@backstage/backend-plugin-api';
import type { EventsService as OfficialEventsService } from '@backstage/plugin-events-node';
import type { PermissionResourceRef, PermissionRule } from '@backstage/plugin-permission-node';
import type * as portico from '@portico/backend-plugin-api';
import type { Config as PorticoConfig } from '@portico/config';

/** Takes one of what Portico provides, which must be usable as what is expected. */
type Accept<TExpected> = (provided: TExpected) => void;

/** One line for each service: the parameter is the official type, the argument Portico's. */
export function accept(provided: {
  auditor: portico.AuditorService;
  auth: portico.AuthService;
  cache: portico.CacheService;
  config: PorticoConfig;
  database: portico.DatabaseService;
  discovery: portico.DiscoveryService;
  events: portico.EventsService;
  httpAuth: portico.HttpAuthService;
  httpRouter: portico.HttpRouterService;
  lifecycle: portico.LifecycleService;
  logger: portico.LoggerService;
  permissions: portico.PermissionsService;
  permissionsRegistry: portico.PermissionsRegistryService;
  pluginMetadata: portico.PluginMetadataService;
  rootHealth: portico.RootHealthService;
  rootHttpRouter: portico.RootHttpRouterService;
  rootInstanceMetadata: portico.RootInstanceMetadataService;
  rootLifecycle: portico.RootLifecycleService;
  rootLogger: portico.RootLoggerService;
  rootSystemMetadata: portico.RootSystemMetadataService;
  scheduler: portico.SchedulerService;
  urlReader: portico.UrlReaderService;
  userInfo: portico.UserInfoService;
  actions: portico.ActionsService;
  metrics: portico.MetricsService;
  tracing: portico.TracingService;
  backendFeature: portico.BackendFeature;
}): void {
  (0 as unknown as Accept<official.AuditorService>)(provided.auditor);
  (0 as unknown as Accept<official.AuthService>)(provided.auth);
  (0 as unknown as Accept<official.CacheService>)(provided.cache);
  (0 as unknown as Accept<official.RootConfigService>)(provided.config);
  (0 as unknown as Accept<official.DatabaseService>)(provided.database);
  (0 as unknown as Accept<official.DiscoveryService>)(provided.discovery);
  (0 as unknown as Accept<OfficialEventsService>)(provided.events);
  (0 as unknown as Accept<official.HttpAuthService>)(provided.httpAuth);
  (0 as unknown as Accept<official.HttpRouterService>)(provided.httpRouter);
  (0 as unknown as Accept<official.LifecycleService>)(provided.lifecycle);
  (0 as unknown as Accept<official.LoggerService>)(provided.logger);
  (0 as unknown as Accept<official.PermissionsService>)(provided.permissions);
  (
    0 as unknown as Accept<
      Omit<official.PermissionsRegistryService, 'addResourceType' | 'getPermissionRuleset'>
    >
  )(provided.permissionsRegistry);
  // generic methods, whose inference helpers differ: compared on one resource type
  provided.permissionsRegistry.addResourceType(
    0 as unknown as official.PermissionsRegistryServiceAddResourceTypeOptions<
      'thing',
      { id: string },
      string
    >,
  );
  const { getRuleByName } = provided.permissionsRegistry.getPermissionRuleset(
    0 as unknown as PermissionResourceRef<{ id: string }, string, 'thing'>,
  );
  (0 as unknown as Accept<Omit<PermissionRule<{ id: string }, string, 'thing'>, 'paramsSchema'>>)(
    getRuleByName('any'),
  );
  (0 as unknown as Accept<official.PluginMetadataService>)(provided.pluginMetadata);
  (0 as unknown as Accept<official.RootHealthService>)(provided.rootHealth);
  (0 as unknown as Accept<official.RootHttpRouterService>)(provided.rootHttpRouter);
  (0 as unknown as Accept<official.RootInstanceMetadataService>)(provided.rootInstanceMetadata);
  (0 as unknown as Accept<official.RootLifecycleService>)(provided.rootLifecycle);
  (0 as unknown as Accept<official.RootLoggerService>)(provided.rootLogger);
  (0 as unknown as Accept<official.RootSystemMetadataService>)(provided.rootSystemMetadata);
  (0 as unknown as Accept<official.SchedulerService>)(provided.scheduler);
  (0 as unknown as Accept<official.UrlReaderService>)(provided.urlReader);
  (0 as unknown as Accept<official.UserInfoService>)(provided.userInfo);
  (0 as unknown as Accept<alpha.ActionsService>)(provided.actions);
  (0 as unknown as Accept<alpha.MetricsService>)(provided.metrics);
  (0 as unknown as Accept<alpha.TracingService>)(provided.tracing);
  (0 as unknown as Accept<official.BackendFeature>)(provided.backendFeature);
}
