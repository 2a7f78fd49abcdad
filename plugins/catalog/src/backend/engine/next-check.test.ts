import { describe, expect, it } from 'vitest';
import { plainOutcome } from '../testing/plain-outcome.ts';
import type { Outcome } from './outcome.ts';
import { planNextCheck } from './next-check.ts';

const intervalMs = 100_000;
const outcome: Outcome = { ...plainOutcome, processed: '{}' };
const { processed: _processed, ...failed }: Outcome = {
  ...outcome,
  errors: [{ name: 'Error', message: 'not now' }],
};

/** In how many intervals the next check is, or null, and the attempts that are then noted. */
function plan(
  given: Outcome,
  { attempts = 0, cause = null, isLocation = true, foreign = [] }: Partial<Given> = {},
): [intervals: number | null, attempts: number] {
  const next = planNextCheck({ id: 1, attempts, cause, now: 0, isLocation }, given, {
    intervalMs,
    foreignProcessors: new Set(foreign),
    random: () => 0,
  });
  return [next.dueAt === null ? null : next.dueAt / intervalMs, next.attempts];
}

interface Given {
  attempts: number;
  cause: string | null;
  isLocation: boolean;
  foreign: string[];
}

describe('planNextCheck', () => {
  it('waits twice as long each time while a host fails, up to an hour', () => {
    const waits: unknown[] = [];
    let attempts = 0;
    for (let time = 0; time < 8; time += 1) {
      const [intervals, next] = plan({ ...failed, hostFailed: true }, { attempts });
      waits.push(intervals);
      attempts = next;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 36, 36]);
    expect(plan(outcome, { attempts })).toEqual([1, 0]);
  });

  it('does not wait longer for faults in a file, nor since somebody asks often', () => {
    expect(plan(failed, { attempts: 7 })).toEqual([1, 1]);
    expect(plan({ ...failed, refreshKeys: ['url:x'] }, { isLocation: false, attempts: 1 })).toEqual([1, 1]);
    const down = { ...failed, hostFailed: true };
    expect(plan(down, { cause: 'api:refresh' })).toEqual([1, 1]);
    expect(plan(down, { cause: 'location:file:/x', attempts: 1 })).toEqual([1, 1]);
    expect(plan(down, { cause: 'api:refresh', attempts: 3 })).toEqual([4, 3]);
  });

  it('looks seldom at what is read from nowhere and has faults, and never if it has none', () => {
    expect(plan(failed, { isLocation: false })).toEqual([24, 1]);
    expect(plan(outcome, { isLocation: false })).toEqual([null, 0]);
  });

  it('looks regularly at what the processor of a plugin has a hand in', () => {
    const touched = { ...outcome, trail: { processors: [['other', 1, ['preProcess']]] } } satisfies Outcome;
    expect(plan(touched, { isLocation: false, foreign: ['other'] })).toEqual([1, 0]);
    expect(plan(outcome, { isLocation: false, foreign: ['other'] })).toEqual([24, 0]);
    expect(plan(failed, { isLocation: false, foreign: ['other'] })).toEqual([1, 1]);
  });
});
