import type { LoggerService } from './logging.ts';

/** Something to do when starting or stopping. What it throws is logged, and stops nothing. */
export type LifecycleHook = () => void | Promise<void>;

/** Hooks for the start and the end of a plugin. */
export interface LifecycleService {
  addStartupHook(hook: LifecycleHook, options?: { logger?: LoggerService }): void;
  addShutdownHook(hook: LifecycleHook, options?: { logger?: LoggerService }): void;
}

/** Hooks for the start and the end of the process. */
export interface RootLifecycleService extends LifecycleService {
  /** Runs when the stop was asked for, before any plugin is stopped. */
  addBeforeShutdownHook(hook: LifecycleHook): void;
}
