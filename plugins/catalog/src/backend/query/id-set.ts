/** A set of entity ids, one bit each. */
export interface IdSet {
  readonly count: number;
  has(id: number): boolean;
  add(id: number): void;
  delete(id: number): void;
  /** The bits, 32 a word; may be shorter than the ids go. */
  readonly words: Uint32Array;
  /** Grows with each change. */
  readonly version: number;
}

/** Makes a set; `words` become its own. */
export function createIdSet(words = new Uint32Array(64)): IdSet {
  let bits: Uint32Array = words;
  let count: number | undefined;
  let version = 0;
  const setWord = (index: number, word: number): void => {
    if (bits[index] === word >>> 0) return;
    bits[index] = word;
    count = undefined;
    version += 1;
  };
  return {
    get words() {
      return bits;
    },
    get version() {
      return version;
    },
    get count() {
      count ??= countBits(bits);
      return count;
    },
    has: id => (((bits[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1,
    add(id) {
      const index = id >>> 5;
      if (index >= bits.length) bits = grow(bits, index + 1);
      setWord(index, (bits[index] ?? 0) | (1 << (id & 31)));
    },
    delete(id) {
      const index = id >>> 5;
      if (index >= bits.length) return;
      setWord(index, (bits[index] ?? 0) & ~(1 << (id & 31)));
    },
  };
}

/** What is in all of them. */
export function intersect(sets: readonly IdSet[]): IdSet {
  const length = Math.min(...sets.map(set => set.words.length));
  const result = new Uint32Array(length);
  for (const [position, { words }] of sets.entries()) {
    if (position === 0) result.set(words.subarray(0, length));
    else
      for (let index = 0; index < length; index += 1)
        result[index] = (result[index] ?? 0) & (words[index] ?? 0);
  }
  return createIdSet(result);
}

/** What is in any of them. */
export function unite(sets: readonly IdSet[]): IdSet {
  const result = new Uint32Array(Math.max(0, ...sets.map(set => set.words.length)));
  for (const { words } of sets) {
    for (let index = 0; index < words.length; index += 1)
      result[index] = (result[index] ?? 0) | (words[index] ?? 0);
  }
  return createIdSet(result);
}

/** What is in the first and not in the second. */
export function subtract(from: IdSet, what: IdSet): IdSet {
  const result = from.words.slice();
  const { words } = what;
  const length = Math.min(result.length, words.length);
  for (let index = 0; index < length; index += 1) result[index] = (result[index] ?? 0) & ~(words[index] ?? 0);
  return createIdSet(result);
}

/** Up to `limit` ids after `from` (or before, backwards), the nearest first. */
export function idsFrom(
  set: IdSet,
  options: { from?: number | undefined; backwards?: boolean; limit: number },
): number[] {
  const { from, backwards = false, limit } = options;
  const end = set.words.length * 32;
  const ids: number[] = [];
  const step = backwards ? -1 : 1;
  let id = backwards ? Math.min(from ?? end, end) - 1 : (from ?? -1) + 1;
  while (id >= 0 && id < end && ids.length < limit) {
    if (set.words[id >>> 5] === 0) {
      id = backwards ? (id | 31) - 32 : (id | 31) + 1;
      continue;
    }
    if (set.has(id)) ids.push(id);
    id += step;
  }
  return ids;
}

function grow(words: Uint32Array, length: number): Uint32Array {
  const grown = new Uint32Array(Math.max(length, Math.ceil(words.length * 1.5)));
  grown.set(words);
  return grown;
}

function countBits(words: Uint32Array): number {
  let count = 0;
  for (let index = 0; index < words.length; index += 1) {
    let word = words[index] ?? 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
