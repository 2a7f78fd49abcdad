import type { Check, NextCheck } from '../database/checks.ts';
import type { Outcome } from './outcome.ts';

/** How often things are looked at again. */
export interface CheckPolicy {
  /** Milliseconds between two checks of what was read from outside; the real pause is up to half as much longer. */
  intervalMs: number;
  /** Names of processors that may look at the world outside, since nobody here wrote them. */
  foreignProcessors: ReadonlySet<string>;
  random?(): number;
}

const slowFactor = 24;
const maxPauseMs = 60 * 60_000;

/**
 * When an entity is to be processed again: what was read from outside, or
 * touched by a processor of a plugin, after the interval; later each time while
 * its host fails; what has faults of its own, or was left alone by such a
 * processor, seldom; everything else only when it changes.
 */
export function planNextCheck(
  check: Pick<Check, 'id' | 'attempts' | 'cause'> & { now: number; isLocation: boolean },
  outcome: Outcome,
  policy: CheckPolicy,
): NextCheck {
  const { id, now, isLocation } = check;
  const { intervalMs, foreignProcessors, random = Math.random } = policy;
  const failed = outcome.errors.length > 0;
  const attempts = failed ? countAttempts(check, outcome) : 0;
  const after = (ms: number): NextCheck => ({ id, dueAt: now + ms * (1 + random() / 2), attempts });
  const isRead = isLocation || outcome.refreshKeys.length > 0 || (outcome.trail.reads?.length ?? 0) > 0;
  const isTouched = outcome.trail.processors.some(([name]) => foreignProcessors.has(name));
  if (outcome.hostFailed) {
    const pauseMs = intervalMs * 2 ** Math.min(attempts - 1, 10);
    return after(Math.min(pauseMs, Math.max(intervalMs, maxPauseMs)));
  }
  if (isRead || isTouched || (failed && foreignProcessors.size > 0)) return after(intervalMs);
  if (failed || foreignProcessors.size > 0) return after(intervalMs * slowFactor);
  return { id, dueAt: null, attempts };
}

// What somebody asks for says nothing about how long the host has been failing.
function countAttempts(
  { attempts, cause }: Pick<Check, 'attempts' | 'cause'>,
  { hostFailed }: Outcome,
): number {
  return hostFailed && cause === null ? attempts + 1 : Math.max(hostFailed ? attempts : 0, 1);
}
