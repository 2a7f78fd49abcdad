import type { Breather } from './breather.ts';

const runLength = 2_000;

/** Sorts places by their refs, in steps between which others have their turn: in one, a hundred thousand take a blink of an eye. */
export async function sortByRef(
  items: readonly [ref: string, place: number][],
  breathe: Breather,
): Promise<number[]> {
  let runs: (readonly [string, number][])[] = [];
  for (let start = 0; start < items.length; start += runLength) {
    runs.push(items.slice(start, start + runLength).sort((a, b) => (a[0] < b[0] ? -1 : 1)));
    await breathe();
  }
  while (runs.length > 1) {
    const merged: typeof runs = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await merge(runs[index] ?? [], runs[index + 1] ?? [], breathe));
    }
    runs = merged;
  }
  return runs[0]?.map(([, place]) => place) ?? [];
}

async function merge(
  left: readonly [string, number][],
  right: readonly [string, number][],
  breathe: Breather,
): Promise<[string, number][]> {
  const merged: [string, number][] = [];
  let [l, r] = [0, 0];
  for (;;) {
    const a = left[l];
    const b = right[r];
    if (a && (!b || a[0] < b[0])) {
      merged.push(a);
      l += 1;
    } else if (b) {
      merged.push(b);
      r += 1;
    } else return merged;
    if (merged.length % runLength === 0) await breathe();
  }
}
