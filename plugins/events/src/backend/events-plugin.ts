import { join } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  createLazyHandler,
  eventsServiceRef,
  runMigrations,
  type DatabaseService,
  type HttpAuthService,
  type LifecycleService,
  type LoggerService,
  type SchedulerService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import type { Handler } from 'express';
import { eventsExtensionPoint, type HttpPostIngress } from '../node/events-extension-point.ts';
import { createAdditions } from './additions.ts';
import type { EventStore } from './event-store.ts';
import { createHttpIngress } from './http-ingress.ts';
import { createMemoryEventStore } from './memory-event-store.ts';

/** How long a reader of the bus waits at most. */
const defaultTimeoutMs = 55_000;

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
        const notifyTimeoutMs = config.getOptionalNumber('events.notifyTimeoutMs') ?? defaultTimeoutMs;
        const bus = createLazyHandler(() => createBus({ httpAuth, notifyTimeoutMs, ...services }));
        http.use((req, res, next) => (req.path.startsWith('/bus/') ? bus(req, res, next) : next()));
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

interface BusServices {
  database: DatabaseService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
}

/** Made with the first request to the bus: the database of a portal that runs alone is never opened for it. */
async function createBus({
  httpAuth,
  notifyTimeoutMs,
  ...services
}: BusServices & { httpAuth: HttpAuthService; notifyTimeoutMs: number }): Promise<Handler> {
  const { createBusRouter } = await import('./bus-router.ts');
  return createBusRouter({ store: await openEventStore(services), httpAuth, notifyTimeoutMs });
}

async function openEventStore({ database, lifecycle, logger, scheduler }: BusServices): Promise<EventStore> {
  const knex = await database.getClient();
  if (knex.client.config.client !== 'pg') {
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
