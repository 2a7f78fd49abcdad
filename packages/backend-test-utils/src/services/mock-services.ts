import {
  actionsRegistryServiceRef,
  actionsServiceRef,
  coreServices as core,
  createServiceFactory,
  eventsServiceRef,
  metricsServiceRef,
  tracingServiceRef,
  type Credentials,
  type DatabaseService,
  type UserInfo,
} from '@portico/backend-plugin-api';
import { createServiceMock } from '../service-mock.ts';
import { defaultFactoryOf } from './default-factory.ts';
import { createMockAuth, createMockHttpAuth, createMockUserInfo } from './mock-auth.ts';
import { createMockConfig } from './mock-config.ts';
import { createMockEvents } from './mock-events.ts';
import { createMockLogger } from './mock-logger.ts';
import { createMockPermissions } from './mock-permissions.ts';
import { createMockScheduler, type MockSchedulerOptions } from './mock-scheduler.ts';
import { fakeService, realService } from './mock-service.ts';
import { createTestDatabaseFactory } from './test-server.ts';

const logging = ['child', 'debug', 'error', 'info', 'warn'] as const;
const hooks = ['addStartupHook', 'addShutdownHook'] as const;

/**
 * Services for tests, by name. Where there is a fake, `mockServices.x()` makes
 * one; `.factory()` gives what works to a backend; `.mock(partial)` makes a
 * service whose methods record their calls, with a `factory` of its own.
 */
export const mockServices = {
  rootConfig: fakeService(
    core.rootConfig,
    [
      'get',
      'getOptional',
      'getConfig',
      'getOptionalConfig',
      'getConfigArray',
      'getOptionalConfigArray',
      'getNumber',
      'getOptionalNumber',
      'getBoolean',
      'getOptionalBoolean',
      'getString',
      'getOptionalString',
      'getStringArray',
      'getOptionalStringArray',
      'has',
      'keys',
    ],
    createMockConfig,
  ),
  rootLogger: fakeService(core.rootLogger, logging, createMockLogger),
  logger: realService(core.logger, logging),
  auditor: realService(core.auditor, ['createEvent']),
  auth: Object.assign(createMockAuth, {
    factory: () =>
      createServiceFactory({
        service: core.auth,
        deps: { plugin: core.pluginMetadata, config: core.rootConfig },
        factory: ({ plugin, config }) =>
          createMockAuth({
            pluginId: plugin.getId(),
            disableDefaultAuthPolicy:
              config.getOptionalBoolean('backend.auth.dangerouslyDisableDefaultAuthPolicy') ?? false,
          }),
      }),
    mock: createServiceMock(core.auth, [
      'authenticate',
      'getNoneCredentials',
      'getOwnServiceCredentials',
      'isPrincipal',
      'getPluginRequestToken',
      'getLimitedUserToken',
      'listPublicServiceKeys',
    ]),
  }),
  httpAuth: Object.assign(createMockHttpAuth, {
    factory: (options: { defaultCredentials?: Credentials } = {}) =>
      createServiceFactory({
        service: core.httpAuth,
        deps: { plugin: core.pluginMetadata, discovery: core.discovery },
        factory: ({ plugin, discovery }) =>
          createMockHttpAuth({ ...options, discovery, pluginId: plugin.getId() }),
      }),
    mock: createServiceMock(core.httpAuth, ['credentials', 'issueUserCookie']),
  }),
  userInfo: fakeService(core.userInfo, ['getUserInfo'], (info?: Partial<UserInfo>) =>
    createMockUserInfo(info),
  ),
  cache: realService(core.cache, ['get', 'set', 'delete', 'withOptions']),
  database: Object.assign(createMockDatabase, {
    factory: (options?: MockDatabaseOptions) =>
      options
        ? createServiceFactory({
            service: core.database,
            deps: {},
            factory: () => createMockDatabase(options),
          })
        : createTestDatabaseFactory(),
    mock: createServiceMock(core.database, ['getClient']),
  }),
  discovery: fakeService(core.discovery, ['getBaseUrl', 'getExternalBaseUrl'], () => ({
    getBaseUrl: async (pluginId: string) => `http://localhost:0/api/${pluginId}`,
    getExternalBaseUrl: async (pluginId: string) => `http://localhost:0/api/${pluginId}`,
  })),
  events: fakeService(eventsServiceRef, ['publish', 'subscribe'], createMockEvents),
  httpRouter: realService(core.httpRouter, ['use', 'addAuthPolicy']),
  lifecycle: realService(core.lifecycle, hooks),
  permissions: Object.assign(createMockPermissions, {
    factory: (options?: Parameters<typeof createMockPermissions>[0]) =>
      options
        ? createServiceFactory({
            service: core.permissions,
            deps: {},
            factory: () => createMockPermissions(options),
          })
        : defaultFactoryOf(core.permissions),
    mock: createServiceMock(core.permissions, ['authorize', 'authorizeConditional']),
  }),
  permissionsRegistry: realService(core.permissionsRegistry, [
    'addPermissions',
    'addPermissionRules',
    'addResourceType',
    'getPermissionRuleset',
  ]),
  rootHealth: realService(core.rootHealth, ['getLiveness', 'getReadiness']),
  rootHttpRouter: realService(core.rootHttpRouter, ['use']),
  rootInstanceMetadata: fakeService(core.rootInstanceMetadata, ['getInstalledPlugins'], () => ({
    getInstalledPlugins: async () => [],
  })),
  rootLifecycle: realService(core.rootLifecycle, [...hooks, 'addBeforeShutdownHook']),
  rootSystemMetadata: fakeService(core.rootSystemMetadata, ['getInstalledPlugins'], () => ({
    getInstalledPlugins: async () => [],
  })),
  scheduler: Object.assign(() => createMockScheduler(), {
    factory: (options?: MockSchedulerOptions) =>
      createServiceFactory({
        service: core.scheduler,
        deps: { lifecycle: core.lifecycle },
        factory: ({ lifecycle }) => createMockScheduler(lifecycle, options),
      }),
    mock: createServiceMock(core.scheduler, [
      'triggerTask',
      'cancelTask',
      'scheduleTask',
      'createScheduledTaskRunner',
      'getScheduledTasks',
    ]),
  }),
  urlReader: realService(core.urlReader, ['readUrl', 'readTree', 'search']),
  actions: realService(actionsServiceRef, ['list', 'invoke']),
  actionsRegistry: realService(actionsRegistryServiceRef, ['register']),
  metrics: realService(metricsServiceRef, [
    'createCounter',
    'createUpDownCounter',
    'createHistogram',
    'createGauge',
    'createObservableCounter',
    'createObservableUpDownCounter',
    'createObservableGauge',
  ]),
  tracing: realService(tracingServiceRef, ['startActiveSpan']),
};

/** A database that is there already, such as one of `createTestDatabases`. */
export interface MockDatabaseOptions {
  knex: Awaited<ReturnType<DatabaseService['getClient']>>;
  migrations?: { skip?: boolean };
}

function createMockDatabase({ knex, migrations }: MockDatabaseOptions): DatabaseService {
  return { getClient: async () => knex, ...(migrations ? { migrations } : {}) };
}
