import { join } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  eventsServiceRef,
  runMigrations,
  type DatabaseService,
  type LifecycleService,
  type LoggerService,
  type SchedulerService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { createLazyHandler } from '@portico/http-api/node';
import { eventsExtensionPoint, type HttpPostIngress } from '../node/events-extension-point.ts';
import { createAdditions } from './additions.ts';
import type { EventStore } from './event-store.ts';
import { createHttpIngress } from './http-ingress.ts';
import { createMemoryEventStore } from './memory-event-store.ts';

/** The `events` plugin: takes events over HTTP, and carries them between instances. */
export const eventsPlugin = createBackendPlugin({
  pluginId: 'events',
  register(env) {
    const additions = createAdditions();
    env.registerExtensionPoint(eventsExtensionPoint, additions.extensionPoint);
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ config, events, http, httpAuth, ...services }) {
        const ingresses = collectIngresses(config, additions.ingresses);
        http.use(createHttpIngress({ events, ingresses, bodyParsers: additions.bodyParsers }));
        http.addAuthPolicy({ path: '/http', allow: 'unauthenticated' });
        const store = await openEventStore(config, services);
        const notifyTimeoutMs = config.getOptionalNumber('events.notifyTimeoutMs');
        const bus = { store, httpAuth, ...(notifyTimeoutMs === undefined ? {} : { notifyTimeoutMs }) };
        http.use(createLazyHandler(async () => (await import('./bus-router.ts')).createBusRouter(bus)));
        await additions.connect(events);
        for (const { topic } of ingresses) services.logger.info(`Takes events at /api/events/http/${topic}`);
      },
    });
  },
});

function collectIngresses(config: Config, added: readonly HttpPostIngress[]): HttpPostIngress[] {
  const configured = config.getOptionalStringArray('events.http.topics') ?? [];
  const byTopic = new Map<string, HttpPostIngress>(configured.map(topic => [topic, { topic }]));
  for (const ingress of added) byTopic.set(ingress.topic, ingress);
  return [...byTopic.values()];
}

async function openEventStore(
  config: Config,
  services: {
    database: DatabaseService;
    lifecycle: LifecycleService;
    logger: LoggerService;
    scheduler: SchedulerService;
  },
): Promise<EventStore> {
  const { database, lifecycle, logger, scheduler } = services;
  // To look whose client it is would open a database, which is for nothing where the configuration tells.
  const knex = isSqlite(config) ? undefined : await database.getClient();
  if (knex?.client.config.client !== 'pg') {
    const store = createMemoryEventStore();
    lifecycle.addShutdownHook(() => store.close());
    return store;
  }
  const { createPostgresEventStore } = await import('./postgres-event-store.ts');
  if (!database.migrations?.skip) {
    await runMigrations(knex, { directory: join(import.meta.dirname, '../../migrations') });
  }
  const store = createPostgresEventStore(knex, logger);
  lifecycle.addShutdownHook(() => store.close());
  await scheduler.scheduleTask({
    id: 'event-bus-cleanup',
    frequency: { seconds: 10 },
    initialDelay: { seconds: 10 },
    timeout: { minutes: 1 },
    fn: () => store.cleanUp(),
  });
  return store;
}

function isSqlite(config: Config): boolean {
  const client =
    config.getOptionalString('backend.database.plugin.events.client') ??
    config.getOptionalString('backend.database.client');
  return client === 'better-sqlite3' || client === 'sqlite3';
}
