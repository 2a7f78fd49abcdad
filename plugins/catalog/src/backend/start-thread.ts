import { getCompileCacheDir } from 'node:module';
import { extname } from 'node:path';
import { Worker, type ResourceLimits } from 'node:worker_threads';

/**
 * Starts a thread that does not keep the process alive, with the compile cache
 * of the process, which a thread does not take over by itself: it would read and
 * compile for half as long again.
 *
 * @param name - its module, without the ending: that of a built portal is another.
 * @param from - `import.meta.url` of the module that it stands beside.
 */
export function startThread(
  name: string,
  from: string,
  options: { workerData?: unknown; resourceLimits: ResourceLimits },
): Worker {
  const NODE_COMPILE_CACHE = getCompileCacheDir();
  const worker = new Worker(new URL(`./${name}${extname(from)}`, from), {
    ...options,
    env: { ...process.env, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) },
  });
  worker.unref();
  return worker;
}
