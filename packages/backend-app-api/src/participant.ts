import { toError } from '@portico/errors';
import type { ExtensionPoint, ExtensionPointFactoryContext, ServiceRef } from '@portico/backend-plugin-api';
import { assertRef, assertServiceRef, invalid, isObjectLike } from './read-feature.ts';
import { describeOwner, type FaultOwner, type WiringFault } from './wiring-fault.ts';

/** A plugin or module that takes part in the start. */
export interface Participant extends FaultOwner {
  extensionPoints: OfferedExtensionPoint[];
  deps: Record<string, ServiceRef<unknown> | ExtensionPoint<unknown>>;
  init(deps: Record<string, unknown>): Promise<void>;
}

/** An extension point with what makes its object for a module. */
export interface OfferedExtensionPoint {
  id: string;
  create(context: ExtensionPointFactoryContext): unknown;
}

/** Reads the plugins and modules of a feature, in the present and in the older form of registration. */
export function readParticipants(
  feature: { getRegistrations(): unknown },
  path: string,
): { participants: Participant[]; faults: WiringFault[] } {
  const participants: Participant[] = [];
  const faults: WiringFault[] = [];
  const registrations = feature.getRegistrations();
  if (!Array.isArray(registrations)) throw invalid(`${path}.getRegistrations()`, 'an array', registrations);
  registrations.forEach((registration: unknown, index) => {
    const at = `${path}.getRegistrations()[${index}]`;
    const owner = readOwner(registration, at);
    try {
      participants.push(readParticipant(registration as Record<string, unknown>, owner));
    } catch (error) {
      faults.push({ error: toError(error), owners: [owner] });
    }
  });
  return { participants, faults };
}

function readOwner(registration: unknown, path: string): FaultOwner {
  if (typeof registration !== 'object' || !isObjectLike(registration)) {
    throw invalid(path, 'a registration object', registration);
  }
  const { type, pluginId, moduleId } = registration;
  if (typeof type !== 'string' || !/^(plugin|module)(-v1\.1)?$/.test(type)) {
    throw invalid(`${path}.type`, '"plugin-v1.1" or "module-v1.1"', type);
  }
  if (typeof pluginId !== 'string') throw invalid(`${path}.pluginId`, 'a string', pluginId);
  if (type.startsWith('plugin')) return { pluginId };
  if (typeof moduleId !== 'string') {
    throw invalid(`module registration for plugin '${pluginId}'.moduleId`, 'a string', moduleId);
  }
  return { pluginId, moduleId };
}

function readParticipant(registration: Record<string, unknown>, owner: FaultOwner): Participant {
  const path = describeOwner(owner);
  const { extensionPoints, init } = registration;
  if (!Array.isArray(extensionPoints)) throw invalid(`${path}.extensionPoints`, 'an array', extensionPoints);
  if (!isObjectLike(init)) throw invalid(`${path}.init`, 'an init registration object', init);
  const { deps, func } = init;
  if (typeof deps !== 'object' || !isObjectLike(deps))
    throw invalid(`${path}.init.deps`, 'a dependency object', deps);
  if (typeof func !== 'function') throw invalid(`${path}.init.func`, 'a function', func);
  for (const [name, ref] of Object.entries(deps)) assertDependency(ref, `${path}.init.deps.${name}`);
  return {
    ...owner,
    extensionPoints: extensionPoints.map((item, index) =>
      readExtensionPoint(item, `${path}.extensionPoints[${index}]`),
    ),
    deps: deps as Participant['deps'],
    init: async given => func.call(init, given),
  };
}

function assertDependency(ref: unknown, path: string): void {
  if (isObjectLike(ref) && ref.$$type === '@backstage/ExtensionPoint')
    assertRef(ref, path, 'an extension point');
  else assertServiceRef(ref, path);
}

function readExtensionPoint(item: unknown, path: string): OfferedExtensionPoint {
  if (Array.isArray(item)) {
    const [ref, implementation] = item;
    assertRef(ref, `${path}[0]`, 'an extension point reference object');
    return { id: ref.id, create: () => implementation };
  }
  if (!isObjectLike(item)) throw invalid(path, 'an extension point registration', item);
  const { extensionPoint, factory } = item;
  assertRef(extensionPoint, `${path}.extensionPoint`, 'an extension point reference object');
  if (typeof factory !== 'function') throw invalid(`${path}.factory`, 'a function', factory);
  return { id: extensionPoint.id, create: context => factory(context) };
}
