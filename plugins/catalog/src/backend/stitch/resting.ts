/** Entities that are left alone for a while after they were stitched. */
export interface Resting {
  /** Called when an entity has been stitched. */
  stitched(id: number, relations: number): void;
  /** Those that rest now. */
  ids(): number[];
  /** In how many milliseconds the first of them has rested enough; `undefined` if none rests. */
  msLeft(): number | undefined;
}

const wideFrom = 500;
const longestMs = 2_000;

/**
 * To stitch an entity takes longer the more relations it has. One with
 * thousands, as the owner of half of a catalog, rests a tenth of a millisecond
 * for each of them, two seconds at most: however many small changes touch it,
 * it takes a tenth of a thread.
 */
export function createResting(now: () => number): Resting {
  const until = new Map<number, number>();
  const forgetRested = (): void => {
    for (const [id, end] of until) if (end <= now()) until.delete(id);
  };
  return {
    stitched(id, relations) {
      if (relations >= wideFrom) until.set(id, now() + Math.min(longestMs, relations / 10));
    },
    ids() {
      forgetRested();
      return [...until.keys()];
    },
    msLeft() {
      forgetRested();
      return until.size === 0 ? undefined : Math.min(...until.values()) - now();
    },
  };
}
