import { setTimeout } from 'node:timers/promises';
import { coreServices, type LoggerService } from '@portico/backend-plugin-api';
import { createBootTimeline, type BootTimeline } from './boot-timeline.ts';
import { eagerServices } from './check-wiring.ts';
import type { InternalExtensionPointFactoryMiddleware } from './extension-point-middleware.ts';
import { runHooks } from './lifecycle-hooks.ts';
import { maskFailure } from './mask-failure.ts';
import { planStart, type StartPlan } from './plan-start.ts';
import { readServiceFactory } from './read-feature.ts';
import { isHit, recordFaults } from './refuse-faults.ts';
import { createServiceFactories, type ServiceFactories } from './service-factories.ts';
import { createServiceInstances, type ServiceInstances } from './service-instances.ts';
import { startPlugins } from './start-plugins.ts';
import { BackendStartupError } from './startup-error.ts';
import { createStartupRecord } from './startup-record.ts';
import type { BackendStartupResult } from './startup-result.ts';

/** What a backend is made of. */
export interface BackendParts {
  features: readonly unknown[];
  defaultServiceFactories: readonly unknown[];
  middleware: readonly InternalExtensionPointFactoryMiddleware[];
}

/** A backend whose start began. */
export interface StartedBackend {
  result: Promise<BackendStartupResult>;
  /** The logger, if it was created. */
  logger(): Promise<LoggerService | undefined>;
  /** Waits for the end of the start, two seconds at most, then runs the hooks: root before shutdown, all plugins, root. */
  stop(): Promise<void>;
}

const patienceMs = 2_000;

/** Starts a backend: reads its features, checks how they fit together, and only then creates and starts what they bring. */
export function startBackend(parts: BackendParts): StartedBackend {
  const factories = createServiceFactories(
    parts.defaultServiceFactories.map((factory, index) =>
      readServiceFactory(factory, `defaultServiceFactories[${index}]`),
    ),
  );
  const instances = createServiceInstances(factories);
  const timeline = createBootTimeline(() => instances.timings());
  const planning = planStart({
    features: parts.features,
    factories,
    instances,
    getBootReport: timeline.report,
  });
  const logger = async () =>
    (await instances.getCreated(coreServices.rootLogger)) as LoggerService | undefined;
  const result = planning
    .then(plan => start(plan, { factories, instances, timeline, middleware: parts.middleware }))
    .catch(async (error: unknown) => {
      maskFailure(error, await logger().catch(() => undefined));
      throw error;
    });
  return {
    result,
    logger,
    async stop() {
      // A plugin may start for minutes, as a provider does that brings its first entities: it is stopped half way.
      await Promise.race([Promise.allSettled([result]), setTimeout(patienceMs, undefined, { ref: false })]);
      const participants = await planning.then(
        plan => plan.participants,
        () => [],
      );
      await stop(instances, new Set(participants.map(({ pluginId }) => pluginId)));
    },
  };
}

async function start(
  { participants, offers, permittedFaults, readPolicy }: StartPlan,
  context: {
    factories: ServiceFactories;
    instances: ServiceInstances;
    timeline: BootTimeline;
    middleware: BackendParts['middleware'];
  },
): Promise<BackendStartupResult> {
  const { factories, instances, timeline } = context;
  await Promise.all(eagerServices(factories, 'root').map(ref => instances.get(ref)));
  const record = createStartupRecord({
    pluginIds: [...new Set(participants.map(({ pluginId }) => pluginId))],
    permits: await readPolicy(),
    logger: (await instances.get(coreServices.rootLogger)) as LoggerService | undefined,
  });
  recordFaults(permittedFaults, record);
  const sound = participants.filter(participant => !isHit(participant, permittedFaults));
  await startPlugins(sound, { ...context, offers, record });
  const result = record.end();
  timeline.end(result);
  if (result.outcome === 'failure') throw new BackendStartupError(result);
  await runHooks(await instances.get(coreServices.rootLifecycle), 'startup');
  return result;
}

async function stop(instances: ServiceInstances, pluginIds: Iterable<string>): Promise<void> {
  const rootLifecycle = await instances.getCreated(coreServices.rootLifecycle).catch(() => undefined);
  await runHooks(rootLifecycle, 'beforeShutdown');
  await Promise.allSettled(
    Array.from(pluginIds, async pluginId =>
      runHooks(await instances.getCreated(coreServices.lifecycle, pluginId), 'shutdown'),
    ),
  );
  await runHooks(rootLifecycle, 'shutdown');
}
