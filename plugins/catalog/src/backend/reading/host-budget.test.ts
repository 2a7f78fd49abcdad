import { expect, it } from 'vitest';
import { createHostBudget } from './host-budget.ts';

it('lets a burst through, gives each later request a turn of its own, and does so for each host', () => {
  let now = 1000;
  let count = 0;
  const budget = createHostBudget({ requestsPerSecond: 10, burst: 3, now: () => now });
  const take = (host: string, urgent = false): number | undefined =>
    budget.take(host, { url: `https://${host}/${(count += 1)}`, urgent })?.at;
  expect([1, 2, 3, 4, 5].map(() => take('a'))).toEqual([undefined, undefined, undefined, 1100, 1200]);
  expect(take('b')).toBeUndefined();
  expect([1, 2, 3, 4].map(() => take('a', true))).toEqual([undefined, undefined, undefined, 1100]);
  now = 2000;
  expect([1, 2, 3, 4].map(() => take('a'))).toEqual([undefined, undefined, undefined, 2100]);
});

it('keeps its word to who comes back, however many wait', () => {
  let now = 0;
  const budget = createHostBudget({ requestsPerSecond: 10, burst: 2, now: () => now });
  const waiting = new Map<string, number>();
  const read: string[] = [];
  const tryAll = (urls: Iterable<string>): void => {
    for (const url of urls) {
      const turn = budget.take('a', { url });
      if (turn) waiting.set(url, turn.at);
      else {
        waiting.delete(url);
        read.push(url);
      }
    }
  };
  const all = Array.from({ length: 100 }, (_, n) => `https://a/${n}`);
  tryAll(all);
  for (; now < 20_000 && waiting.size > 0; now += 100) {
    tryAll([...waiting].filter(([, at]) => at <= now).map(([url]) => url));
  }
  expect(read).toEqual(all);
  expect(now).toBe(9_900);
});

it('has everybody wait for a pause, and not all to its very end', () => {
  const budget = createHostBudget({ requestsPerSecond: 10, burst: 3, now: () => 0 });
  const url = 'https://a/x';
  budget.pause('a', 5000);
  budget.pause('a', 100);
  expect(budget.take('a', { url })?.at).toBeGreaterThanOrEqual(5000);
  expect(budget.take('a', { url, urgent: true })).toMatchObject({ isPause: true });
  expect(budget.take('a', { url })?.at).toBeLessThan(5400);
  expect(budget.take('b', { url })).toBeUndefined();
});
