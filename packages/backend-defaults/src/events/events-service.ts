import {
  coreServices,
  createServiceFactory,
  eventsServiceRef,
  type EventParams,
  type EventsService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { InputError } from '@portico/errors';
import { createEventBusClient, type EventBusClient } from './event-bus-client.ts';
import { createLocalSubscribers, type LocalSubscribers } from './local-subscribers.ts';
import { missingBus, pollSubscription } from './poll-subscription.ts';

/** What the plugins of a process have in common. */
export interface EventsContext {
  mode: 'never' | 'always' | 'auto';
  local: LocalSubscribers;
  /** Resolves when the bus may be asked: when the process has started. */
  started: Promise<void>;
  /** Whether that has happened. */
  isStarted: boolean;
  /** Set once there turned out to be no bus. */
  isBusAbsent: boolean;
}

const patienceAtStopMs = 5000;

/**
 * The events service of one plugin. An event goes to the subscribers in this
 * process first, which are waited for, and then to the bus, for those in other
 * processes. An event that is published before the process has started is
 * given to the bus when it has.
 */
export function createPluginEvents(options: {
  pluginId: string;
  context: EventsContext;
  client: EventBusClient;
  logger: LoggerService;
}): EventsService & { stop(): Promise<void> } {
  const { pluginId, context, client, logger } = options;
  const stopping = new AbortController();
  const busy = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled: Promise<unknown> = Promise.allSettled([work]).then(() => busy.delete(settled));
    busy.add(settled);
    return work;
  };
  const useBus = () => context.mode !== 'never' && !context.isBusAbsent;

  const toBus = async (params: EventParams, notified: readonly string[]) => {
    if (!useBus() || (await client.publish(params, notified)) === 'done') return;
    onNoBus(context, logger);
  };
  const poll = async (subscriber: Parameters<LocalSubscribers['add']>[0]) => {
    await context.started;
    if (!useBus()) return;
    const required = context.mode === 'always';
    const outcome = await pollSubscription({ client, subscriber, logger, required, signal: stopping.signal });
    if (outcome === 'no bus') onNoBus(context, logger);
  };
  return {
    publish(params) {
      if (stopping.signal.aborted) {
        return Promise.reject(
          new Error(`Plugin '${pluginId}' is shutting down, and publishes no more events.`),
        );
      }
      return track(
        (async () => {
          const notified = await context.local.publish(params);
          if (context.isStarted) await toBus(params, notified);
          else context.started.then(() => toBus(params, notified)).catch(logLoss(logger, params.topic));
        })(),
      );
    },
    async subscribe({ id, topics, onEvent }) {
      const subscriber = { id: `${pluginId}.${id}`, topics, onEvent };
      context.local.add(subscriber);
      void track(poll(subscriber)).catch((error: Error) => logger.error(`Subscription '${id}' ended`, error));
    },
    async stop() {
      stopping.abort();
      const patience = new Promise<void>(resolve => setTimeout(resolve, patienceAtStopMs).unref());
      if (context.isStarted) await Promise.race([Promise.allSettled(busy), patience]);
    },
  };
}

/** Makes what plugins have in common from `events.useEventBus`. Throws `InputError` for an unknown mode. */
export function createEventsContext(options: {
  config: Config;
  logger: LoggerService;
  onStarted(callback: () => void): void;
}): EventsContext {
  const { config, logger, onStarted } = options;
  const mode = config.getOptionalString('events.useEventBus') ?? 'auto';
  if (mode !== 'never' && mode !== 'always' && mode !== 'auto') {
    throw new InputError(`Unknown events.useEventBus '${mode}'. Set it to never, always or auto.`);
  }
  const context: EventsContext = {
    mode,
    local: createLocalSubscribers(logger),
    isStarted: false,
    isBusAbsent: false,
    started: new Promise(resolve => {
      onStarted(() => {
        context.isStarted = true;
        resolve();
      });
    }),
  };
  return context;
}

function onNoBus(context: EventsContext, logger: LoggerService): void {
  if (context.mode === 'always') throw missingBus();
  if (!context.isBusAbsent) logger.info('There is no event bus: events stay in this process');
  context.isBusAbsent = true;
}

function logLoss(logger: LoggerService, topic: string) {
  return (error: Error) => logger.error(`An event of topic '${topic}' did not get to the bus`, error);
}

/** Gives each plugin the events service, over the bus of `@portico/plugin-events` where that is installed. */
export const eventsServiceFactory = createServiceFactory({
  service: eventsServiceRef,
  deps: {
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
    rootLogger: coreServices.rootLogger,
  },
  createRootContext: ({ config, rootLifecycle, rootLogger }) =>
    createEventsContext({
      config,
      logger: rootLogger,
      onStarted: callback => rootLifecycle.addStartupHook(callback),
    }),
  factory({ auth, discovery, lifecycle, logger, plugin }, context) {
    const client = createEventBusClient({ auth, discovery });
    const events = createPluginEvents({ pluginId: plugin.getId(), context, client, logger });
    lifecycle.addShutdownHook(() => events.stop());
    return events;
  },
});

/** The factories of this area. */
export const eventsServiceFactories = [eventsServiceFactory];
