import type { ColumnType } from './column-type.ts';

/** The oids of the types, which PostgreSQL never changes. */
const oids: Readonly<Record<ColumnType, number>> = { integer: 23, text: 25, 'double precision': 701 };

const headerBytes = 20;

/**
 * A list in the format in which PostgreSQL sends and receives arrays (`array_recv`
 * in its source): a header, and for each element its length in bytes and its
 * bytes, or -1 for null. As a text each quote and backslash of each element
 * would be escaped here and found again there.
 */
export function toBinaryList(
  type: ColumnType,
  length: number,
  at: (index: number) => string | number | null,
): Buffer {
  const list = createByteWriter(headerBytes + (type === 'text' ? bytesOfTexts(length, at) : length * 12));
  list.integer(1); // One dimension.
  list.integer(1); // There may be nulls.
  list.integer(oids[type]);
  list.integer(length);
  list.integer(1); // The index of the first element.
  for (let index = 0; index < length; index += 1) {
    const value = at(index);
    if (value === null) list.integer(-1);
    else if (type === 'text') list.text(String(value));
    else if (type === 'integer') {
      list.integer(4);
      list.integer(Number(value));
    } else list.double(Number(value));
  }
  return list.bytes();
}

// Mostly exact: few texts have other letters than those of ASCII.
function bytesOfTexts(length: number, at: (index: number) => string | number | null): number {
  let bytes = 0;
  for (let index = 0; index < length; index += 1) bytes += 4 + String(at(index) ?? '').length;
  return bytes;
}

interface ByteWriter {
  integer(value: number): void;
  /** With its length in front. */
  double(value: number): void;
  /** With its length in front. */
  text(value: string): void;
  bytes(): Buffer;
}

function createByteWriter(expected: number): ByteWriter {
  let buffer = Buffer.allocUnsafe(expected);
  let end = 0;
  const reserve = (count: number): void => {
    if (end + count <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, end + count));
    buffer.copy(larger, 0, 0, end);
    buffer = larger;
  };
  return {
    integer(value) {
      reserve(4);
      end = buffer.writeInt32BE(value, end);
    },
    double(value) {
      reserve(12);
      end = buffer.writeDoubleBE(value, buffer.writeInt32BE(8, end));
    },
    text(value) {
      const count = Buffer.byteLength(value);
      reserve(4 + count);
      end = buffer.writeInt32BE(count, end);
      end += buffer.write(value, end);
    },
    bytes: () => buffer.subarray(0, end),
  };
}
