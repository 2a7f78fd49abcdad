import { describeOwner, type FaultOwner, type WiringFault } from './wiring-fault.ts';
import type { OfferedExtensionPoint, Participant } from './participant.ts';

/** An extension point and whoever offers it. */
export interface ExtensionPointOffer extends OfferedExtensionPoint {
  by: FaultOwner;
}

/** Collects the extension points that plugins and modules offer; of two with one id the first counts. */
export function collectExtensionPoints(participants: readonly Participant[]): {
  offers: Map<string, ExtensionPointOffer>;
  faults: WiringFault[];
} {
  const offers = new Map<string, ExtensionPointOffer>();
  const faults: WiringFault[] = [];
  for (const participant of participants) {
    const { pluginId, moduleId } = participant;
    const by: FaultOwner = moduleId === undefined ? { pluginId } : { pluginId, moduleId };
    for (const offered of participant.extensionPoints) {
      const first = offers.get(offered.id);
      if (first) faults.push({ error: duplicate(offered.id, first.by, by), owners: [by] });
      else offers.set(offered.id, { ...offered, by });
    }
  }
  return { offers, faults };
}

function duplicate(id: string, first: FaultOwner, second: FaultOwner): Error {
  return new Error(
    `ExtensionPoint with ID '${id}' is already registered by ${describeOwner(first)}; ${describeOwner(second)} needs another id`,
  );
}
