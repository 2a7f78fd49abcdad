import { toError } from '@portico/errors';
import { coreServices } from '@portico/backend-plugin-api';
import type { BootTimeline } from './boot-timeline.ts';
import { eagerServices } from './check-wiring.ts';
import type { InternalExtensionPointFactoryMiddleware } from './extension-point-middleware.ts';
import type { ExtensionPointOffer } from './extension-points.ts';
import { runHooks } from './lifecycle-hooks.ts';
import { modulesBefore } from './module-order.ts';
import type { Participant } from './participant.ts';
import type { ServiceFactories } from './service-factories.ts';
import type { ServiceInstances } from './service-instances.ts';
import type { StartupRecord } from './startup-record.ts';

/** What the start of plugins works with. */
export interface StartContext {
  factories: ServiceFactories;
  instances: ServiceInstances;
  offers: ReadonlyMap<string, ExtensionPointOffer>;
  middleware: readonly InternalExtensionPointFactoryMiddleware[];
  record: StartupRecord;
  timeline: BootTimeline;
}

/** Starts all plugins at the same time, each after its modules. Failures go into the record. */
export async function startPlugins(
  participants: readonly Participant[],
  context: StartContext,
): Promise<void> {
  const byPlugin = Map.groupBy(participants, ({ pluginId }) => pluginId);
  await Promise.all([...byPlugin].map(([pluginId, parts]) => startPlugin(pluginId, parts, context)));
}

async function startPlugin(
  pluginId: string,
  parts: readonly Participant[],
  context: StartContext,
): Promise<void> {
  const { factories, instances, record } = context;
  try {
    for (const ref of eagerServices(factories, 'plugin')) await instances.get(ref, pluginId);
    const modules = parts.filter(({ moduleId }) => moduleId !== undefined);
    await startModules(modules, context);
    for (const plugin of parts.filter(part => !modules.includes(part))) {
      await startParticipant(plugin, modules.map(name), context);
    }
    const lifecycle = await instances.get(coreServices.lifecycle, pluginId);
    record.pluginEnded(pluginId);
    await runHooks(lifecycle, 'startup');
  } catch (error) {
    record.pluginEnded(pluginId, toError(error));
  }
}

/** Starts modules as early as their order allows. A module that fails does not keep those after it from starting. */
async function startModules(modules: readonly Participant[], context: StartContext): Promise<void> {
  const starts = new Map<Participant, Promise<void>>();
  function start(module: Participant): Promise<void> {
    const existing = starts.get(module);
    if (existing) return existing;
    const before = modulesBefore(module, modules);
    const starting = Promise.all(before.map(start)).then(() =>
      startModule(module, before.map(name), context),
    );
    starts.set(module, starting);
    return starting;
  }
  await Promise.all(modules.map(start));
}

async function startModule(module: Participant, after: string[], context: StartContext): Promise<void> {
  const { pluginId, moduleId = '' } = module;
  try {
    await startParticipant(module, after, context);
    context.record.moduleEnded(pluginId, moduleId);
  } catch (error) {
    context.record.moduleEnded(pluginId, moduleId, toError(error));
  }
}

async function startParticipant(
  participant: Participant,
  after: string[],
  context: StartContext,
): Promise<void> {
  const phases = context.timeline.begin(participant, after);
  const deps = await Promise.all(
    Object.entries(participant.deps).map(
      async ([key, ref]) => [key, await getDependency(ref, participant, context)] as const,
    ),
  );
  phases.servicesReady();
  try {
    await participant.init(Object.fromEntries(deps));
  } finally {
    phases.done();
  }
}

async function getDependency(
  ref: Participant['deps'][string],
  { pluginId, moduleId = '' }: Participant,
  { offers, instances, middleware, record }: StartContext,
): Promise<unknown> {
  const offer = offers.get(ref.id);
  if (!offer) return instances.get(ref as Parameters<typeof instances.get>[0], pluginId);
  let slot = offer.create({
    reportModuleStartupFailure: ({ error }) => record.moduleReportedFailure(pluginId, moduleId, error),
  });
  for (const entry of middleware) {
    if (entry.extensionPointId === ref.id) slot = await entry.middleware(slot);
  }
  return slot;
}

function name({ pluginId, moduleId }: Participant): string {
  return moduleId ?? pluginId;
}
