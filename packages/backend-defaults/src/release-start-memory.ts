import { flushCompileCache } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { coreServices, createServiceFactory, createServiceRef } from '@portico/backend-plugin-api';

const watchMs = 500;
/** Who is not idle by then makes garbage enough for V8, and by the next pause has too much to stand still for. */
const patienceMs = 60_000;
/** The share of its time that an idle process is busy with at most. */
const idleShare = 0.1;

/**
 * Gives the memory back that only the start needed, once, when the process has
 * been idle for half a second in the first minute. V8 would keep that until requests have
 * made as much garbage again, which takes an idle portal days. The process
 * stands still for some 30 ms meanwhile, a large one for twice that.
 *
 * What was compiled is written to the compile cache at the same time, so that
 * the next start has it even if this process does not end in order.
 */
export const startMemoryServiceFactory = createServiceFactory({
  service: createServiceRef<object>({ id: 'portico.startMemory', scope: 'root' }),
  deps: { lifecycle: coreServices.rootLifecycle, logger: coreServices.rootLogger },
  factory({ lifecycle, logger }) {
    let timer: NodeJS.Timeout | undefined;
    lifecycle.addStartupHook(() => {
      const started = performance.now();
      let last = performance.eventLoopUtilization();
      timer = setInterval(() => {
        const { utilization } = performance.eventLoopUtilization(last);
        last = performance.eventLoopUtilization();
        const isLate = performance.now() - started > patienceMs;
        if (utilization > idleShare && !isLate) return;
        clearInterval(timer);
        flushCompileCache();
        if (isLate) return;
        const { megabytes, milliseconds } = releaseMemory();
        logger.debug(`Gave back ${megabytes} MB of the start, in ${milliseconds} ms`);
      }, watchMs).unref();
    });
    lifecycle.addShutdownHook(() => clearInterval(timer));
    return {};
  },
});

/** The parameter of V8's `gc`; only the last resort returns free pages to the system. */
type CollectGarbage = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

function releaseMemory(): { megabytes: number; milliseconds: number } {
  // Contexts that are made from here on have the function; it need not have been asked for on the command line.
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as CollectGarbage;
  setFlagsFromString('--no-expose-gc');
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return {
    megabytes: Math.round((before - process.memoryUsage.rss()) / 1024 ** 2),
    milliseconds: Math.round(performance.now() - begun),
  };
}
