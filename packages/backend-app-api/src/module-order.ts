import { ConflictError } from '@portico/errors';
import { findCycles } from './find-cycles.ts';
import type { Participant } from './participant.ts';
import type { WiringFault } from './wiring-fault.ts';

/**
 * The modules of the same plugin that must be done before a module starts:
 * those that use an extension point which it offers, so that it finds there
 * what they put in.
 */
export function modulesBefore(module: Participant, modules: readonly Participant[]): Participant[] {
  const offered = new Set(module.extensionPoints.map(({ id }) => id));
  return modules.filter(other => Object.values(other.deps).some(ref => offered.has(ref.id)));
}

/** Finds modules of one plugin that wait for one another. */
export function findModuleCycles(pluginId: string, modules: readonly Participant[]): WiringFault[] {
  return findCycles(modules, module => modulesBefore(module, modules)).map(cycle => {
    const path = cycle.map(({ moduleId }) => `'${moduleId}'`).join(' -> ');
    const message = `Circular dependency detected for modules of plugin '${pluginId}', ${path}. A module starts after those that use its extension points: let one of them offer its extension point from a module of its own`;
    return { error: new ConflictError(message), owners: [{ pluginId }] };
  });
}
