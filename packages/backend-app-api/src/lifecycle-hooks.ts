type Phase = 'startup' | 'beforeShutdown' | 'shutdown';

/**
 * Runs the hooks that a lifecycle service collected, through the methods that
 * it has for the initializer. Without a service there are no hooks. Throws
 * when the service lacks those methods.
 */
export async function runHooks(lifecycle: unknown, phase: Phase): Promise<void> {
  if (lifecycle === undefined) return;
  const methods = lifecycle as Partial<Record<Phase, () => Promise<void>>>;
  const run = methods[phase];
  if (typeof run !== 'function') {
    throw new Error(`Unexpected lifecycle service implementation: it has no method '${phase}'`);
  }
  await run.call(lifecycle);
}
