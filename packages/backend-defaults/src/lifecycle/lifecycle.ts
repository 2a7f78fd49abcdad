import type { LifecycleHook, LoggerService, RootLifecycleService } from '@portico/backend-plugin-api';
import { toError } from '@portico/errors';

/** A lifecycle with the methods that the initializer calls, each of which does its work once. */
export interface RunningLifecycle extends RootLifecycleService {
  startup(): Promise<void>;
  beforeShutdown(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Makes a lifecycle. The hooks of a phase run at the same time; what they throw
 * is logged. A hook that comes after its phase began is refused.
 */
export function createLifecycle(logger: LoggerService): RunningLifecycle {
  const startup = createPhase('startup', logger);
  const beforeShutdown = createPhase('before shutdown', logger);
  const shutdown = createPhase('shutdown', logger);
  return {
    addStartupHook: startup.add,
    addBeforeShutdownHook: beforeShutdown.add,
    addShutdownHook: shutdown.add,
    startup: startup.run,
    beforeShutdown: beforeShutdown.run,
    shutdown: shutdown.run,
  };
}

interface Phase {
  add(hook: LifecycleHook, options?: { logger?: LoggerService }): void;
  run(): Promise<void>;
}

function createPhase(name: string, defaultLogger: LoggerService): Phase {
  const hooks: { hook: LifecycleHook; logger: LoggerService }[] = [];
  let running: Promise<unknown> | undefined;

  async function runHook({ hook, logger }: (typeof hooks)[number]): Promise<void> {
    try {
      await hook();
    } catch (error) {
      logger.error(`A ${name} hook failed`, toError(error));
    }
  }

  return {
    add(hook, { logger = defaultLogger } = {}) {
      if (running)
        throw new Error(`Attempted to add ${name} hook after ${name}; add it while the plugin starts`);
      hooks.push({ hook, logger });
    },
    async run() {
      running ??= Promise.all(hooks.map(runHook));
      await running;
    },
  };
}
