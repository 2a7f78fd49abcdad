import { ForwardedError, toError } from '@portico/errors';
import type { FeatureLoader } from '@portico/backend-plugin-api';
import { checkServices } from './check-services.ts';
import { readParticipants, type Participant } from './participant.ts';
import { readFeature, unwrapFeature } from './read-feature.ts';
import type { ServiceFactories } from './service-factories.ts';
import { createServiceGraph, isMissing } from './service-graph.ts';
import type { ServiceInstances } from './service-instances.ts';
import type { WiringFault } from './wiring-fault.ts';

/** What the features of a backend bring, apart from the services. */
export interface ResolvedFeatures {
  participants: Participant[];
  /** What could be read, and is wrong. */
  faults: WiringFault[];
  /** What could not be read: with something missing, the rest cannot be judged. */
  unreadable: WiringFault[];
}

interface Loader {
  loader: FeatureLoader;
  path: string;
}

/** Reads features in their order, then runs the loaders among them, and those that they load. */
export async function resolveFeatures(options: {
  features: readonly unknown[];
  factories: ServiceFactories;
  instances: ServiceInstances;
}): Promise<ResolvedFeatures> {
  const { factories, instances } = options;
  const resolved: ResolvedFeatures = { participants: [], faults: [], unreadable: [] };
  const features = await Promise.allSettled(options.features);
  const loaders = features.flatMap((feature, index) => {
    const path = `features[${index}]`;
    if (feature.status === 'fulfilled') return addFeature(feature.value, path, { factories, resolved }) ?? [];
    resolved.unreadable.push({ error: toError(feature.reason), owners: [] });
    return [];
  });
  await runLoaders(loaders, { factories, instances, resolved });
  return resolved;
}

/** Adds what a feature brings, and gives it back when it is a loader. */
function addFeature(
  value: unknown,
  path: string,
  to: { factories: ServiceFactories; resolved: ResolvedFeatures; loaded?: LoadedServices },
): Loader | undefined {
  const { factories, resolved, loaded } = to;
  try {
    const feature = readFeature(unwrapFeature(value), path);
    if (feature.type === 'loader')
      return { loader: feature.loader, path: `feature loader ${feature.loader.description}` };
    if (feature.type === 'registrations') {
      const { participants, faults } = readParticipants(feature.feature, path);
      resolved.participants.push(...participants);
      resolved.faults.push(...faults);
    } else if (loaded?.mayAdd(feature.factory.service) ?? true) {
      addFactory(feature.factory, { factories, resolved });
    }
  } catch (error) {
    resolved.unreadable.push({ error: toError(error), owners: [] });
  }
  return undefined;
}

function addFactory(
  factory: Parameters<ServiceFactories['add']>[0],
  { factories, resolved }: { factories: ServiceFactories; resolved: ResolvedFeatures },
): void {
  try {
    factories.add(factory);
  } catch (error) {
    resolved.faults.push({ error: toError(error), owners: [] });
  }
}

interface LoadedServices {
  /** Whether a service that a loader brings is to be added: one that was added explicitly stays. Throws for one of another loader. */
  mayAdd(service: { id: string; multiton?: boolean }): boolean;
}

async function runLoaders(
  loaders: readonly Loader[],
  context: { factories: ServiceFactories; instances: ServiceInstances; resolved: ResolvedFeatures },
): Promise<void> {
  const { factories, resolved } = context;
  const loaderByServiceId = new Map<string, FeatureLoader>();
  for (const { loader, path } of loaders) {
    const loaded: LoadedServices = {
      mayAdd({ id, multiton }) {
        if (multiton) return true;
        const other = loaderByServiceId.get(id);
        if (other) {
          throw new Error(
            `Duplicate service implementations provided for ${id} by both feature loader ${loader.description} and feature loader ${other.description}`,
          );
        }
        if (factories.wasAdded(id)) return false;
        loaderByServiceId.set(id, loader);
        return true;
      },
    };
    const outputs = await runLoader(loader, path, context);
    const nested = outputs.flatMap(
      (output, index) => addFeature(output, `${path}[${index}]`, { factories, resolved, loaded }) ?? [],
    );
    await runLoaders(nested, context);
  }
}

async function runLoader(
  loader: FeatureLoader,
  path: string,
  { factories, instances, resolved }: Parameters<typeof runLoaders>[1],
): Promise<unknown[]> {
  const deps = loader.deps ?? {};
  const faults = await checkLoader(loader, factories);
  if (faults.length > 0) {
    resolved.unreadable.push(...faults);
    return [];
  }
  try {
    const given = Object.entries(deps).map(async ([name, ref]) => [name, await instances.get(ref)] as const);
    const outputs: unknown = await loader.loader(Object.fromEntries(await Promise.all(given)));
    if (!Array.isArray(outputs)) throw new Error('expected it to give an array of features');
    return outputs;
  } catch (error) {
    resolved.unreadable.push({ error: new ForwardedError(`${sentence(path)} failed`, error), owners: [] });
    return [];
  }
}

async function checkLoader(loader: FeatureLoader, factories: ServiceFactories): Promise<WiringFault[]> {
  const graph = createServiceGraph(factories);
  const needs = await graph.expand(Object.values(loader.deps ?? {}));
  const missing = needs.filter(isMissing).map(({ ref }) => `serviceRef{${ref.id}}`);
  const faults = checkServices(graph, factories.provided(), [{ needs }]);
  if (missing.length > 0) {
    const message = `No service available for the following ref(s): ${missing.join(', ')}, depended on by feature loader ${loader.description}. Add a factory for each with backend.add`;
    faults.push({ error: new Error(message), owners: [] });
  }
  return faults;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
