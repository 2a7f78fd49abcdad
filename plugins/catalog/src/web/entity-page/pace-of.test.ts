import { expect, it } from 'vitest';
import { paceOf } from './pace-of.ts';

it('asks soon, and seldom after a while', () => {
  const asked = [0];
  for (let at = 0; at < 60_000; at += paceOf(at)) asked.push(at + paceOf(at));
  expect(asked.filter(at => at <= 3000)).toEqual([0, 1000, 2000, 3000]);
  expect(asked.filter(at => at <= 20_000).length).toBeLessThan(10);
  expect(paceOf(Date.now())).toBe(10_000);
});
