/** A text for each id, in one block of memory that the garbage collector need not walk. */
export interface TextTable {
  readonly bytes: number;
  has(id: number): boolean;
  get(id: number): string | undefined;
  set(id: number, text: string): void;
  delete(id: number): void;
  /** Compares two texts byte by byte, as SQLite and PostgreSQL do. */
  compare(a: number, b: number): number;
  compareWith(a: number, bytes: Uint8Array): number;
}

// One byte for nothing, so that 0 can stand for "no text".
const firstStart = 1;

/** Makes an empty table. Texts may have up to 65,535 bytes. */
export function createTextTable(): TextTable {
  let block = Buffer.allocUnsafe(1_024);
  let end = firstStart;
  let unused = 0;
  let starts = new Uint32Array(256);
  let lengths = new Uint16Array(256);

  const startOf = (id: number): number => starts[id] ?? 0;
  const endOf = (id: number): number => startOf(id) + (lengths[id] ?? 0);

  const makeRoom = (length: number): void => {
    if (end + length <= block.length) return;
    if (unused > block.length / 2) compact();
    if (end + length <= block.length) return;
    const grown = Buffer.allocUnsafe(Math.max(end + length, Math.ceil(block.length * 1.5)));
    block.copy(grown, 0, 0, end);
    block = grown;
  };

  const compact = (): void => {
    const old = block;
    block = Buffer.allocUnsafe(old.length);
    end = firstStart;
    unused = 0;
    for (let id = 0; id < starts.length; id += 1) {
      const start = startOf(id);
      if (start === 0) continue;
      old.copy(block, end, start, endOf(id));
      starts[id] = end;
      end += lengths[id] ?? 0;
    }
  };

  return {
    get bytes() {
      return block.length + 6 * starts.length;
    },
    has: id => startOf(id) !== 0,
    get: id => (startOf(id) === 0 ? undefined : block.toString('utf8', startOf(id), endOf(id))),
    set(id, text) {
      if (id >= starts.length) {
        const length = Math.max(id + 1, Math.ceil(starts.length * 1.5));
        starts = copyInto(new Uint32Array(length), starts);
        lengths = copyInto(new Uint16Array(length), lengths);
      }
      if (startOf(id) !== 0) unused += lengths[id] ?? 0;
      starts[id] = 0;
      const length = Buffer.byteLength(text);
      makeRoom(length);
      block.write(text, end);
      starts[id] = end;
      lengths[id] = length;
      end += length;
    },
    delete(id) {
      unused += startOf(id) === 0 ? 0 : (lengths[id] ?? 0);
      starts[id] = 0;
    },
    compare(a, b) {
      // Most texts differ soon, and a call of the buffer's own comparison takes longer than to look.
      const ofA = startOf(a);
      const ofB = startOf(b);
      const shorter = Math.min(lengths[a] ?? 0, lengths[b] ?? 0);
      for (let index = 0; index < shorter; index += 1) {
        const difference = (block[ofA + index] ?? 0) - (block[ofB + index] ?? 0);
        if (difference !== 0) return difference;
      }
      return (lengths[a] ?? 0) - (lengths[b] ?? 0);
    },
    compareWith: (a, bytes) => block.compare(bytes, 0, bytes.length, startOf(a), endOf(a)),
  };
}

function copyInto<T extends Uint32Array | Uint16Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
