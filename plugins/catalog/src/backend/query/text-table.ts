/** A text for each id, in blocks of memory that the garbage collector need not walk. */
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

const wordBytes = 4;
// The first word is for nothing, so that 0 can stand for "no text".
const firstStart = wordBytes;

/** Texts, each from the start of a word, so that most of a comparison goes by words. */
interface Block {
  bytes: Buffer;
  words: Uint32Array;
}

/**
 * Makes an empty table. Texts may have up to 65,535 bytes. Blocks have `blockBytes`, a power of two that no text is
 * longer than; 4 MB unless given: to copy one when it grows takes a moment.
 */
export function createTextTable(blockBytes = 2 ** 22): TextTable {
  let blocks = [createBlock(1_024)];
  // Where the next text goes in the last block, and how many bytes there are of texts that have gone.
  let end = firstStart;
  let unused = 0;
  // In words, as if all blocks were of full size.
  let starts = new Uint32Array(256);
  let lengths = new Uint16Array(256);
  const blockWords = blockBytes / wordBytes;
  const blockBits = Math.log2(blockWords);

  const startOf = (id: number): number => starts[id] ?? 0;
  const lengthOf = (id: number): number => lengths[id] ?? 0;
  const blockOf = (id: number): Block => blocks[startOf(id) >>> blockBits] ?? last();
  const offsetOf = (id: number): number => (startOf(id) & (blockWords - 1)) * wordBytes;
  const last = (): Block => blocks[blocks.length - 1] ?? createBlock(0);

  /** Adds a block, or makes the first one longer. */
  const extend = (length: number): void => {
    const { bytes } = last();
    const wanted = Math.min(blockBytes, Math.max(2 * bytes.length, toWords(end + length)));
    if (end + length <= wanted) {
      const grown = createBlock(wanted);
      bytes.copy(grown.bytes, 0, 0, end);
      blocks[blocks.length - 1] = grown;
    } else {
      blocks.push(createBlock(blockBytes));
      end = 0;
    }
  };

  const isFull = (length: number): boolean => end + length > last().bytes.length;

  const makeRoom = (length: number): void => {
    if (isFull(length) && unused > sizeOf(blocks) / 2) compact();
    if (isFull(length)) extend(length);
  };

  /** Where the next text goes, once there is room. */
  const take = (id: number, length: number): { bytes: Buffer; offset: number } => {
    const offset = end;
    starts[id] = (blocks.length - 1) * blockWords + offset / wordBytes;
    lengths[id] = length;
    end += toWords(length);
    return { bytes: last().bytes, offset };
  };

  const compact = (): void => {
    const old = blocks;
    blocks = [createBlock(Math.min(blockBytes, sizeOf(old)))];
    end = firstStart;
    unused = 0;
    for (let id = 0; id < starts.length; id += 1) {
      const start = startOf(id);
      if (start === 0) continue;
      const from = (start & (blockWords - 1)) * wordBytes;
      const length = lengthOf(id);
      if (isFull(length)) extend(length);
      const { bytes, offset } = take(id, length);
      old[start >>> blockBits]?.bytes.copy(bytes, offset, from, from + length);
    }
  };

  return {
    get bytes() {
      return sizeOf(blocks) + 6 * starts.length;
    },
    has: id => startOf(id) !== 0,
    get(id) {
      const offset = offsetOf(id);
      return startOf(id) === 0
        ? undefined
        : blockOf(id).bytes.toString('utf8', offset, offset + lengthOf(id));
    },
    set(id, text) {
      if (id >= starts.length) {
        const length = Math.max(id + 1, Math.ceil(starts.length * 1.5));
        starts = copyInto(new Uint32Array(length), starts);
        lengths = copyInto(new Uint16Array(length), lengths);
      }
      if (startOf(id) !== 0) unused += toWords(lengthOf(id));
      starts[id] = 0;
      const length = Buffer.byteLength(text);
      makeRoom(length);
      const { bytes, offset } = take(id, length);
      bytes.write(text, offset);
    },
    delete(id) {
      unused += startOf(id) === 0 ? 0 : toWords(lengthOf(id));
      starts[id] = 0;
    },
    // Written out: most texts differ soon, and a call of the buffer's own comparison takes longer than to look.
    compare(a, b) {
      const ofA = blockOf(a);
      const ofB = blockOf(b);
      const offsetA = offsetOf(a);
      const offsetB = offsetOf(b);
      const shorter = Math.min(lengthOf(a), lengthOf(b));
      const wordA = offsetA / wordBytes;
      const wordB = offsetB / wordBytes;
      const words = Math.floor(shorter / wordBytes);
      let same = 0;
      while (same < words && ofA.words[wordA + same] === ofB.words[wordB + same]) same += 1;
      for (let index = same * wordBytes; index < shorter; index += 1) {
        const difference = (ofA.bytes[offsetA + index] ?? 0) - (ofB.bytes[offsetB + index] ?? 0);
        if (difference !== 0) return difference;
      }
      return lengthOf(a) - lengthOf(b);
    },
    compareWith(a, bytes) {
      const offset = offsetOf(a);
      return blockOf(a).bytes.compare(bytes, 0, bytes.length, offset, offset + lengthOf(a));
    },
  };
}

function createBlock(length: number): Block {
  const bytes = Buffer.allocUnsafeSlow(length);
  return { bytes, words: new Uint32Array(bytes.buffer) };
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** How many bytes the words have that so many bytes take. */
function toWords(bytes: number): number {
  return Math.ceil(bytes / wordBytes) * wordBytes;
}

function copyInto<T extends Uint32Array | Uint16Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
