import { toError } from '@portico/errors';
import { coreServices, type InternalServiceFactory, type ServiceRef } from '@portico/backend-plugin-api';
import type { ServiceFactories } from './service-factories.ts';

/** A service that is needed, and what stands behind its dependencies. */
export interface ServiceNode {
  factory: InternalServiceFactory;
  needs: ResolvedNeed[];
}

/** A reference and the factories behind it. */
export interface ResolvedNeed {
  ref: ServiceRef<unknown>;
  factories: InternalServiceFactory[];
  /** Why there is no factory, when loading the one that the reference brings with it failed. */
  error?: Error;
}

/** The services that can be reached from some references. */
export interface ServiceGraph {
  /** Follows references to all that they need, and tells what stands behind them. */
  expand(refs: Iterable<ServiceRef<unknown>>): Promise<ResolvedNeed[]>;
  node(factory: InternalServiceFactory): ServiceNode | undefined;
  /** A factory and all that it needs, directly and indirectly. */
  reachableFrom(factories: Iterable<InternalServiceFactory>): Set<InternalServiceFactory>;
}

/** Builds the graph of services, as far as it is asked for; nothing is created. */
export function createServiceGraph(factories: ServiceFactories): ServiceGraph {
  const nodes = new Map<InternalServiceFactory, ServiceNode>();

  async function expand(refs: Iterable<ServiceRef<unknown>>): Promise<ResolvedNeed[]> {
    const needs = await Promise.all([...refs].map(ref => resolve(factories, ref)));
    await Promise.all(needs.flatMap(need => need.factories).map(visit));
    return needs;
  }

  async function visit(factory: InternalServiceFactory): Promise<void> {
    if (nodes.has(factory)) return;
    const node: ServiceNode = { factory, needs: [] };
    nodes.set(factory, node);
    node.needs = await expand(Object.values(factory.deps));
  }

  return {
    expand,
    node: factory => nodes.get(factory),
    reachableFrom(start) {
      const reached = new Set<InternalServiceFactory>();
      const queue = [...start];
      for (let factory = queue.pop(); factory; factory = queue.pop()) {
        if (reached.has(factory)) continue;
        reached.add(factory);
        queue.push(...(nodes.get(factory)?.needs ?? []).flatMap(need => need.factories));
      }
      return reached;
    },
  };
}

/** Whether a need cannot be met. A multiton that nobody provides is an empty list. */
export function isMissing({ ref, factories }: ResolvedNeed): boolean {
  return factories.length === 0 && !ref.multiton && ref.id !== coreServices.pluginMetadata.id;
}

async function resolve(factories: ServiceFactories, ref: ServiceRef<unknown>): Promise<ResolvedNeed> {
  if (ref.id === coreServices.pluginMetadata.id) return { ref, factories: [] };
  try {
    return { ref, factories: await factories.resolve(ref) };
  } catch (error) {
    return { ref, factories: [], error: toError(error) };
  }
}
