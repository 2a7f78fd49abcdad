import type { BackendStartupResult } from './startup-result.ts';

/**
 * The backend did not start. The message lists everything that is wrong, and
 * `result` tells it per plugin and module. Faults that belong to no plugin,
 * such as a cycle of services, are in the message only.
 */
export class BackendStartupError extends Error {
  override name = 'BackendStartupError';
  readonly #result: BackendStartupResult;

  constructor(result: BackendStartupResult, otherFaults: readonly string[] = []) {
    const faults = [...otherFaults, ...describeFailures(result)];
    super(
      [
        'Backend startup failed due to the following errors:',
        ...faults.map(fault => `  ${fault.replaceAll('\n', '\n  ')}`),
      ].join('\n'),
    );
    this.#result = result;
  }

  get result(): BackendStartupResult {
    return this.#result;
  }
}

/** One sentence for each failure that is not permitted; one that several share is told once. */
function describeFailures(result: BackendStartupResult): string[] {
  const ownersByError = new Map<Error, string[]>();
  for (const { pluginId, failure, modules } of result.plugins) {
    if (failure && !failure.allowed) addOwner(ownersByError, failure.error, `Plugin '${pluginId}'`);
    for (const module of modules) {
      if (!module.failure || module.failure.allowed) continue;
      addOwner(ownersByError, module.failure.error, `Module '${module.moduleId}' for plugin '${pluginId}'`);
    }
  }
  return [...ownersByError].map(
    ([error, owners]) => `${owners.join(', ')} startup failed; caused by ${String(error)}`,
  );
}

function addOwner(ownersByError: Map<Error, string[]>, error: Error, owner: string): void {
  ownersByError.set(error, [...(ownersByError.get(error) ?? []), owner]);
}
