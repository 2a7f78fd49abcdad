import type { ExtensionPointOffer } from './extension-points.ts';
import { findModuleCycles } from './module-order.ts';
import type { Participant } from './participant.ts';
import { isMissing, type ResolvedNeed } from './service-graph.ts';
import { describeOwner, type WiringFault } from './wiring-fault.ts';

/** Finds plugins and modules that are there twice. */
export function findDuplicates(participants: readonly Participant[]): WiringFault[] {
  const seen = new Set<string>();
  const faults: WiringFault[] = [];
  for (const { pluginId, moduleId } of participants) {
    const owner = moduleId === undefined ? { pluginId } : { pluginId, moduleId };
    const name = describeOwner(owner);
    if (seen.has(name)) {
      const sentence = `${name.charAt(0).toUpperCase()}${name.slice(1)} is already registered; add it once`;
      faults.push({ error: new Error(sentence), owners: [owner] });
    }
    seen.add(name);
  }
  return faults;
}

/** Finds modules that wait for one another, plugin by plugin. */
export function checkModuleOrder(participants: readonly Participant[]): WiringFault[] {
  const modules = participants.filter(({ moduleId }) => moduleId !== undefined);
  return [...Map.groupBy(modules, ({ pluginId }) => pluginId)].flatMap(([pluginId, ofPlugin]) =>
    findModuleCycles(pluginId, ofPlugin),
  );
}

/** Finds what a plugin or module needs and may not have, or nobody provides. */
export function checkNeeds(
  participant: Participant,
  offers: ReadonlyMap<string, ExtensionPointOffer>,
  services: readonly ResolvedNeed[],
): WiringFault[] {
  const refs = Object.values(participant.deps);
  const errors = [
    ...refs.flatMap(({ id }) => illegalUse(participant, offers.get(id)) ?? []),
    ...services.flatMap(({ error }) => error ?? []),
  ];
  const missingServices = services.filter(need => isMissing(need) && !need.error).map(({ ref }) => ref);
  const missingSlots = refs.filter(ref => isExtensionPoint(ref) && !offers.has(ref.id));
  const missing = [
    ...missingServices.map(({ id }) => `serviceRef{${id}}`),
    ...missingSlots.map(({ id }) => `extensionPoint{${id}}`),
  ].join(', ');
  if (missing !== '') {
    const remedies = [
      ...(missingServices.length > 0 ? ['add a factory for each service with backend.add'] : []),
      ...(missingSlots.length > 0
        ? [`install what offers each extension point, usually plugin '${participant.pluginId}'`]
        : []),
    ];
    const message = `Service or extension point dependencies of ${describeOwner(participant)} are missing for the following ref(s): ${missing}. To mend it, ${remedies.join(', and ')}`;
    errors.push(new Error(message));
  }
  return errors.map(error => ({ error, owners: [participant] }));
}

/** Whether a reference is one of an extension point, by its own word. */
export function isExtensionPoint(ref: { $$type: string }): boolean {
  return ref.$$type === '@backstage/ExtensionPoint';
}

function illegalUse(
  { pluginId, moduleId }: Participant,
  offer: ExtensionPointOffer | undefined,
): Error | undefined {
  if (!offer) return undefined;
  const { id, by } = offer;
  if (by.pluginId !== pluginId) {
    const user =
      moduleId === undefined ? `Plugin '${pluginId}'` : `Module '${moduleId}' for plugin '${pluginId}'`;
    return new Error(
      `Illegal dependency: ${user} attempted to depend on extension point '${id}' for plugin '${by.pluginId}'. Extension points can only be used within their plugin's scope. Use it in a module with pluginId '${by.pluginId}'`,
    );
  }
  if (moduleId !== undefined) return undefined;
  return new Error(
    `Rejected dependency on extension point ${id} from outside of a module, in plugin '${pluginId}'. Use it in a module, or keep the object that was registered`,
  );
}
