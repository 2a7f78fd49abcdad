import type { Handler, NextFunction } from 'express';
import type { LifecycleService } from '@portico/backend-plugin-api';
import { durationToMilliseconds, readDurationFromConfig, type Config } from '@portico/config';
import { ServiceUnavailableError } from '@portico/errors';

/** How long requests wait for the start by default, in milliseconds. */
const defaultPause = 5000;

/** Reads `backend.lifecycle.startupRequestPauseTimeout`, in milliseconds. */
export function readStartupPause(config: Config): number {
  const key = 'backend.lifecycle.startupRequestPauseTimeout';
  return config.has(key) ? durationToMilliseconds(readDurationFromConfig(config, { key })) : defaultPause;
}

/**
 * Makes the handler that lets requests through while a plugin is up. Until then
 * they wait, at most for the time of {@link readStartupPause}; then, and when
 * the plugin stops, they are answered with 503.
 */
export function createLifecycleGate(lifecycle: LifecycleService, config: Config): Handler {
  const pause = readStartupPause(config);
  const waiting = new Map<NextFunction, NodeJS.Timeout>();
  let state: 'starting' | 'up' | 'down' = 'starting';
  const stopping = () => new ServiceUnavailableError('Service is shutting down');

  const release = (error?: Error): void => {
    for (const [next, timeout] of waiting) {
      clearTimeout(timeout);
      next(error);
    }
    waiting.clear();
  };
  lifecycle.addStartupHook(() => {
    if (state !== 'starting') return;
    state = 'up';
    release();
  });
  lifecycle.addShutdownHook(() => {
    state = 'down';
    release(stopping());
  });
  const giveUp = (next: NextFunction): void => {
    if (waiting.delete(next)) next(new ServiceUnavailableError('Service has not started up yet'));
  };

  return (_req, _res, next) => {
    if (state === 'up') next();
    else if (state === 'down') next(stopping());
    else waiting.set(next, setTimeout(giveUp, pause, next));
  };
}
