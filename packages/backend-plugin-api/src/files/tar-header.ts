import { InputError } from '@portico/errors';

/** A header block of a tar archive: POSIX.1-2001 ustar, with GNU's long numbers. */
export interface TarHeader {
  path: string;
  /** The type flag; `0` is a file, `2` a symbolic link, `x` extended attributes of the next entry. */
  type: string;
  /** The bytes of data that follow, without their padding. */
  size: number;
  mode: number;
  /** In seconds. */
  modified: number;
  target: string;
}

/** The size of a header, and what data is padded to. */
export const tarBlock = 512;

/** Reads a header block; `undefined` for the zeros that end an archive. Throws `InputError` for anything else. */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  if (block.every(byte => byte === 0)) return undefined;
  if (!hasRightSum(block)) throw new InputError('The archive is no tar archive, or damaged. Fetch it again');
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0);
  // GNU's own format ends the magic with a blank, and keeps other things where the prefix is.
  const hasPrefix = block.subarray(257, 263).equals(Buffer.from('ustar\0'));
  const prefix = hasPrefix ? text(block, 345, 500) : '';
  return {
    path: prefix === '' ? text(block, 0, 100) : `${prefix}/${text(block, 0, 100)}`,
    type,
    // Links, devices and folders have no data, whatever their header says.
    size: /[1-6]/.test(type) ? 0 : number(block, 124, 136),
    mode: number(block, 100, 108) & 0o777,
    modified: number(block, 136, 148),
    target: text(block, 157, 257),
  };
}

/** Reads the records of an extended header: `<length> <key>=<value>\n`. Throws `InputError` for anything else. */
export function parseExtendedHeader(data: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length;) {
    const blank = data.indexOf(' ', at);
    const length = Number(data.toString('latin1', at, Math.max(at, blank)));
    const record = data.subarray(blank + 1, at + length);
    const equals = record.indexOf('=');
    const isWhole = blank > at && Number.isSafeInteger(length) && record.at(-1) === 0x0a && equals > 0;
    if (!isWhole || at + length > data.length) {
      throw new InputError('The archive has a damaged extended header. Fetch it again');
    }
    records.set(record.toString('utf8', 0, equals), record.toString('utf8', equals + 1, record.length - 1));
    at += length;
  }
  return records;
}

/** The sum of all bytes, that of the field itself taken as blanks. */
function hasRightSum(block: Buffer): boolean {
  let sum = 0;
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  return sum === number(block, 148, 156);
}

function text(block: Buffer, start: number, end: number): string {
  const zero = block.indexOf(0, start);
  return block.toString('utf8', start, zero === -1 ? end : Math.min(zero, end));
}

function number(block: Buffer, start: number, end: number): number {
  const first = block[start] ?? 0;
  const value =
    first === 0x80
      ? Number(BigInt(`0x${block.toString('hex', start + 1, end)}`))
      : Number.parseInt(block.toString('latin1', start, end).replaceAll('\0', ' ').trim() || '0', 8);
  // A negative one (before 1970) starts with 0xff; it can only be a time.
  if (first === 0xff) return 0;
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InputError('The archive has a damaged header. Fetch it again');
  }
  return value;
}
