import { createBreather } from '../engine/breather.ts';

/**
 * Sorts ids, in pieces of a few milliseconds, so that others get their turn in
 * between. Takes little time where they are sorted already.
 */
export async function sortIds(
  ids: readonly number[],
  compare: (a: number, b: number) => number,
): Promise<Uint32Array> {
  const breathe = createBreather(2);
  const merge = async (left: Uint32Array, right: Uint32Array): Promise<Uint32Array> => {
    const merged = new Uint32Array(left.length + right.length);
    let ofLeft = 0;
    let ofRight = 0;
    const areInOrder = compare(left.at(-1) ?? 0, right[0] ?? 0) <= 0;
    while (!areInOrder && ofLeft < left.length && ofRight < right.length) {
      const a = left[ofLeft] ?? 0;
      const b = right[ofRight] ?? 0;
      const isLeft = compare(a, b) <= 0;
      merged[ofLeft + ofRight] = isLeft ? a : b;
      if (isLeft) ofLeft += 1;
      else ofRight += 1;
      if ((ofLeft + ofRight) % stepsAtOnce === 0) await breathe();
    }
    merged.set(left.subarray(ofLeft), ofLeft + ofRight);
    merged.set(right.subarray(ofRight), left.length + ofRight);
    await breathe();
    return merged;
  };

  let runs: Uint32Array[] = [];
  for (let start = 0; start < ids.length; start += runLength) {
    runs.push(Uint32Array.from(ids.slice(start, start + runLength).sort(compare)));
    await breathe();
  }
  while (runs.length > 1) {
    const longer: Uint32Array[] = [];
    for (let position = 0; position < runs.length; position += 2) {
      const left = runs[position] ?? new Uint32Array();
      const right = runs[position + 1];
      longer.push(right ? await merge(left, right) : left);
    }
    runs = longer;
  }
  return runs[0] ?? new Uint32Array();
}

const runLength = 1_024;
const stepsAtOnce = 256;
