import type { NextCheck } from '../database/checks.ts';
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
 * touched by a processor of a plugin, after the interval; what failed, later
 * each time; what such a processor left alone, seldom; everything else only
 * when it changes.
 */
export function planNextCheck(
  check: { id: number; attempts: number; now: number; isLocation: boolean },
  outcome: Outcome,
  policy: CheckPolicy,
): NextCheck {
  const { id, now, isLocation } = check;
  const { intervalMs, foreignProcessors, random = Math.random } = policy;
  const failed = outcome.errors.length > 0;
  const attempts = failed ? check.attempts + 1 : 0;
  const after = (ms: number): NextCheck => ({ id, dueAt: now + ms * (1 + random() / 2), attempts });
  const isRead = isLocation || outcome.refreshKeys.length > 0 || (outcome.trail.reads?.length ?? 0) > 0;
  const isTouched = outcome.trail.processors.some(([name]) => foreignProcessors.has(name));
  if (failed && (isRead || foreignProcessors.size > 0)) {
    return after(Math.min(intervalMs * 2 ** Math.min(check.attempts, 10), Math.max(intervalMs, maxPauseMs)));
  }
  if (isRead || isTouched) return after(intervalMs);
  if (foreignProcessors.size > 0) return after(intervalMs * slowFactor);
  return { id, dueAt: null, attempts };
}
