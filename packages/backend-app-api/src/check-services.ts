import { ConflictError } from '@portico/errors';
import type { InternalServiceFactory } from '@portico/backend-plugin-api';
import { findCycles } from './find-cycles.ts';
import { isMissing, type ResolvedNeed, type ServiceGraph } from './service-graph.ts';
import type { FaultOwner, WiringFault } from './wiring-fault.ts';

/** Someone who needs services; without an owner, the backend itself. */
export interface ServiceConsumer {
  owner?: FaultOwner;
  needs: ResolvedNeed[];
}

/** Finds the faults among the services that consumers reach, and all cycles; each fault once, with everyone it hits. */
export function checkServices(
  graph: ServiceGraph,
  provided: readonly InternalServiceFactory[],
  consumers: readonly ServiceConsumer[],
): WiringFault[] {
  const consumersByFactory = new Map<InternalServiceFactory, ServiceConsumer[]>();
  for (const consumer of consumers) {
    for (const factory of graph.reachableFrom(consumer.needs.flatMap(need => need.factories))) {
      consumersByFactory.set(factory, [...(consumersByFactory.get(factory) ?? []), consumer]);
    }
  }
  const faults = [...consumersByFactory].flatMap(([factory, affected]) =>
    describeFaults(factory, graph.node(factory)?.needs ?? [], affected).map(error =>
      toFault(error, affected),
    ),
  );
  return [...findServiceCycles(graph, provided, [...consumersByFactory.keys()]), ...faults];
}

function toFault(error: Error, affected: readonly ServiceConsumer[]): WiringFault {
  const hitsBackend = affected.some(consumer => consumer.owner === undefined);
  return { error, owners: hitsBackend ? [] : affected.flatMap(({ owner }) => owner ?? []) };
}

function describeFaults(
  { service }: InternalServiceFactory,
  needs: ResolvedNeed[],
  affected: readonly ServiceConsumer[],
): Error[] {
  const errors = needs.flatMap(({ error }) => error ?? []);
  const missing = needs.filter(need => isMissing(need) && !need.error).map(({ ref }) => `'${ref.id}'`);
  if (missing.length > 0) {
    const targets = [...new Set(affected.map(({ owner }) => `'${owner?.pluginId ?? 'root'}'`))].join(', ');
    errors.push(
      new Error(
        `Failed to instantiate service '${service.id}' for ${targets} because the following dependent services are missing: ${missing.join(', ')}. Add a factory for each with backend.add`,
      ),
    );
  }
  if (service.scope !== 'root') return errors;
  for (const { ref } of needs) {
    if (ref.scope === 'root') continue;
    errors.push(
      new Error(
        `Failed to instantiate 'root' scoped service '${service.id}' because it depends on '${ref.scope}' scoped service '${ref.id}'. Depend on root services only, or give '${service.id}' the plugin scope`,
      ),
    );
  }
  return errors;
}

function findServiceCycles(
  graph: ServiceGraph,
  provided: readonly InternalServiceFactory[],
  reached: readonly InternalServiceFactory[],
): WiringFault[] {
  const providedById = Map.groupBy(provided, factory => factory.service.id);
  const cycles = findCycles(
    new Set([...provided, ...reached]),
    factory =>
      graph.node(factory)?.needs.flatMap(need => need.factories) ??
      Object.values(factory.deps).flatMap(ref => providedById.get(ref.id) ?? []),
  );
  if (cycles.length === 0) return [];
  const paths = cycles.map(cycle => cycle.map(factory => `'${factory.service.id}'`).join(' -> '));
  const message = `Circular dependencies detected:\n  ${paths.join('\n  ')}\n  Remove one of the dependencies of each path`;
  return [{ error: new ConflictError(message), owners: [] }];
}
