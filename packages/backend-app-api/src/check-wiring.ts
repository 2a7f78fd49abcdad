import { coreServices, type ServiceRef } from '@portico/backend-plugin-api';
import { checkModuleOrder, checkNeeds, findDuplicates, isExtensionPoint } from './check-participants.ts';
import { checkServices, type ServiceConsumer } from './check-services.ts';
import type { ExtensionPointOffer } from './extension-points.ts';
import type { Participant } from './participant.ts';
import type { ServiceFactories } from './service-factories.ts';
import { createServiceGraph } from './service-graph.ts';
import type { WiringFault } from './wiring-fault.ts';

/** Finds all faults in how plugins, modules and services fit together; creates and starts nothing. */
export async function checkWiring(options: {
  participants: readonly Participant[];
  offers: ReadonlyMap<string, ExtensionPointOffer>;
  factories: ServiceFactories;
}): Promise<WiringFault[]> {
  const { participants, offers, factories } = options;
  const graph = createServiceGraph(factories);
  const checked = await Promise.all(
    participants.map(async participant => {
      const needs = await graph.expand(serviceRefsOf(participant, offers));
      return { consumer: { owner: participant, needs }, faults: checkNeeds(participant, offers, needs) };
    }),
  );
  const ownUse: ServiceConsumer = { needs: await graph.expand(rootServices(factories)) };
  const eagerRefs = pluginServices(factories);
  const pluginIds = new Set(participants.map(({ pluginId }) => pluginId));
  const eagerNeeds = pluginIds.size > 0 ? await graph.expand(eagerRefs) : [];
  const eagerUse = [...pluginIds].map(pluginId => ({ owner: { pluginId }, needs: eagerNeeds }));
  const consumers = [ownUse, ...eagerUse, ...checked.map(({ consumer }) => consumer)];
  return [
    ...findDuplicates(participants),
    ...checked.flatMap(({ faults }) => faults),
    ...checkModuleOrder(participants),
    ...checkServices(graph, factories.provided(), consumers),
  ];
}

/** The root services that are created at start, for their own sake or the initializer's. */
function rootServices(factories: ServiceFactories): ServiceRef<unknown>[] {
  const { rootConfig, rootLogger, rootLifecycle } = coreServices;
  return [rootConfig, rootLogger, rootLifecycle, ...eagerServices(factories, 'root')];
}

function pluginServices(factories: ServiceFactories): ServiceRef<unknown>[] {
  return [coreServices.lifecycle, ...eagerServices(factories, 'plugin')];
}

/** The services of a scope that are created without being asked for: `lazy` root services are not, plugin services only if `always`. */
export function eagerServices(factories: ServiceFactories, scope: 'root' | 'plugin'): ServiceRef<unknown>[] {
  const refs = factories
    .provided()
    .filter(({ service, initialization }) =>
      service.scope !== scope
        ? false
        : scope === 'root'
          ? initialization !== 'lazy'
          : initialization === 'always',
    )
    .map(({ service }) => service);
  return [...new Map(refs.map(ref => [ref.id, ref])).values()];
}

function serviceRefsOf(
  { deps }: Participant,
  offers: ReadonlyMap<string, ExtensionPointOffer>,
): ServiceRef<unknown>[] {
  return Object.values(deps).filter(
    (ref): ref is ServiceRef<unknown> => !isExtensionPoint(ref) && !offers.has(ref.id),
  );
}
