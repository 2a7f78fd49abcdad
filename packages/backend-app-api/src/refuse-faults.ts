import type { BootFailurePolicy } from './boot-failure-policy.ts';
import { BackendStartupError } from './startup-error.ts';
import { createStartupRecord, type StartupRecord } from './startup-record.ts';
import { describeOwner, type FaultOwner, type WiringFault } from './wiring-fault.ts';

/**
 * Throws all faults in one error, unless each belongs to plugins and modules
 * that may fail. The policy is read only when it decides. A single fault that
 * belongs to nobody is thrown as it is.
 */
export async function refuseFaults(
  faults: readonly WiringFault[],
  readPolicy: () => Promise<BootFailurePolicy>,
): Promise<void> {
  const ownerless = faults.filter(({ owners }) => owners.length === 0).map(({ error }) => error);
  const [first] = ownerless;
  if (first && faults.length === 1) throw first;
  if (faults.length === 0) return;
  const permits = ownerless.length > 0 ? () => false : await readPolicy();
  const pluginIds = faults.flatMap(({ owners }) => owners.map(({ pluginId }) => pluginId));
  const record = createStartupRecord({ pluginIds, permits, logger: undefined });
  recordFaults(faults, record);
  for (const pluginId of pluginIds) record.pluginEnded(pluginId);
  const result = record.end();
  if (ownerless.length > 0 || result.outcome === 'failure')
    throw new BackendStartupError(result, ownerless.map(String));
}

/** Enters the faults as failures of those that they belong to. */
export function recordFaults(faults: readonly WiringFault[], record: StartupRecord): void {
  for (const { owner, errors } of groupByOwner(faults)) {
    const [first] = errors;
    const error = errors.length === 1 ? first : new Error(errors.map(({ message }) => message).join('\n  '));
    if (owner.moduleId === undefined) record.pluginEnded(owner.pluginId, error);
    else record.moduleEnded(owner.pluginId, owner.moduleId, error);
  }
}

/** Tells who is hit by faults: a plugin together with its modules, or one module. */
export function isHit({ pluginId, moduleId }: FaultOwner, faults: readonly WiringFault[]): boolean {
  return faults.some(({ owners }) =>
    owners.some(
      owner => owner.pluginId === pluginId && (owner.moduleId === undefined || owner.moduleId === moduleId),
    ),
  );
}

function groupByOwner(faults: readonly WiringFault[]): { owner: FaultOwner; errors: Error[] }[] {
  const groups = new Map<string, { owner: FaultOwner; errors: Error[] }>();
  for (const { error, owners } of faults) {
    for (const owner of owners) {
      const key = describeOwner(owner);
      const group = groups.get(key) ?? { owner, errors: [] };
      groups.set(key, group);
      if (!group.errors.includes(error)) group.errors.push(error);
    }
  }
  return [...groups.values()];
}
