import type { BackendFeature, ServiceFactory } from '@portico/backend-plugin-api';
import type {
  ExtensionPointFactoryMiddleware,
  InternalExtensionPointFactoryMiddleware,
} from './extension-point-middleware.ts';
import { attachToProcess } from './process-handlers.ts';
import { startBackend, type StartedBackend } from './start-backend.ts';
import type { BackendStartupResult } from './startup-result.ts';

/**
 * What can be added. The default export of a CommonJS package, imported from
 * an ES module, is found one level deeper.
 */
export type AddedFeature =
  | BackendFeature
  | Promise<{ default: BackendFeature | { default: BackendFeature } }>;

/** A set of features that is started and stopped together. */
export interface Backend {
  /** Adds a feature, or a module that exports one, as `import()` gives it. Throws once started. */
  add(feature: AddedFeature): void;
  /**
   * Starts everything that was added; once. Rejects with a
   * `BackendStartupError` that tells everything that is wrong.
   */
  start(): Promise<{ result: BackendStartupResult }>;
  /** Stops what was started; may be called more than once. */
  stop(): Promise<void>;
}

/** Creates a backend with the given services, which added ones replace. */
export function createSpecializedBackend(options: {
  defaultServiceFactories: ServiceFactory[];
  extensionPointFactoryMiddleware?: ExtensionPointFactoryMiddleware[];
}): Backend {
  const { defaultServiceFactories, extensionPointFactoryMiddleware = [] } = options;
  const features: unknown[] = [];
  let started: StartedBackend | undefined;
  let stopping: Promise<void> | undefined;
  let detach = () => undefined as void;

  async function stopOnce(): Promise<void> {
    try {
      await started?.stop();
    } finally {
      detach();
    }
  }

  const stop = () => (stopping ??= stopOnce());
  return {
    add(feature) {
      if (started) throw new Error('feature can not be added after the backend has started');
      if (feature instanceof Promise) feature.catch(() => undefined); // told by start
      features.push(feature);
    },
    async start() {
      if (stopping) throw new Error('Backend has already stopped');
      if (started) throw new Error('Backend has already started');
      started = startBackend({
        features,
        defaultServiceFactories,
        middleware: extensionPointFactoryMiddleware as InternalExtensionPointFactoryMiddleware[],
      });
      detach = attachToProcess(started, stop);
      return { result: await started.result };
    },
    stop,
  };
}
