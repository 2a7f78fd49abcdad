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
import { eventsExtensionPoint, type HttpPostIngress } from '../node/events-extension-point.ts';
import { createAdditions } from './additions.ts';
import { createBusRouter } from './bus-router.ts';
import type { EventStore } from './event-store.ts';
import { createHttpIngress } from './http-ingress.ts';
import { createMemoryEventStore } from './memory-event-store.ts';
import { createPostgresEventStore } from './postgres-event-store.ts';

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
        const store = await openEventStore(services);
        const notifyTimeoutMs = config.getOptionalNumber('events.notifyTimeoutMs');
        http.use(
          createBusRouter({ store, httpAuth, ...(notifyTimeoutMs === undefined ? {} : { notifyTimeoutMs }) }),
        );
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

async function openEventStore(services: {
  database: DatabaseService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
}): Promise<EventStore> {
  const { database, lifecycle, logger, scheduler } = services;
  const knex = await database.getClient();
  if (knex.client.config.client !== 'pg') {
    const store = createMemoryEventStore();
    lifecycle.addShutdownHook(() => store.close());
    return store;
  }
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
