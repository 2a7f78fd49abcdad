import { expect, it } from 'vitest';
import { createHostBudget } from './host-budget.ts';

it('lets a burst through, gives each later request a turn of its own, and does so for each host', () => {
  let now = 1000;
  const budget = createHostBudget({ requestsPerSecond: 10, burst: 3, now: () => now });
  const take = (host: string, urgent = false): number | undefined => budget.take(host, { urgent });
  expect([1, 2, 3, 4, 5].map(() => take('a'))).toEqual([undefined, undefined, undefined, 1100, 1200]);
  expect(take('b')).toBeUndefined();
  expect([1, 2, 3, 4].map(() => take('a', true))).toEqual([undefined, undefined, undefined, 1100]);
  now = 2000;
  expect([1, 2, 3, 4].map(() => take('a'))).toEqual([undefined, undefined, undefined, 2100]);
});

it('has everybody wait for a pause, and not all to its very end', () => {
  const budget = createHostBudget({ requestsPerSecond: 10, burst: 3, now: () => 0 });
  budget.pause('a', 5000);
  budget.pause('a', 100);
  expect(budget.take('a')).toBeGreaterThanOrEqual(5000);
  expect(budget.take('a', { urgent: true })).toBeGreaterThanOrEqual(5000);
  expect(budget.take('a')).toBeLessThan(5400);
  expect(budget.take('b')).toBeUndefined();
});
