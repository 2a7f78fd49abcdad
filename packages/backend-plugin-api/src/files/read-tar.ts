import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError, isErrorLike, stringifyError } from '@portico/errors';
import {
  createArchiveMeter,
  parseEntryPath,
  type ArchiveEntry,
  type ReadArchiveOptions,
} from './archive-entry.ts';
import { createByteReader, type ByteReader } from './byte-reader.ts';
import { parseExtendedHeader, parseTarHeader, tarBlock, type TarHeader } from './tar-header.ts';

/** The longest extended header that is read: it is kept in memory, and holds little but a path. */
const maxExtendedHeader = 1024 ** 2;

/**
 * The files and symbolic links of a tar archive, gzipped or not, in their
 * order. Throws `InputError` for what is no such archive, breaks off, names a
 * path outside itself or exceeds the limits. Hard links and devices are left
 * out. What is not read of an entry is skipped.
 *
 * Reads ustar, the pax extensions (POSIX.1-2001) and GNU's long names.
 */
export async function* readTarArchive(
  source: AsyncIterable<Uint8Array>,
  options: ReadArchiveOptions = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const meter = createArchiveMeter(options);
  const bytes = counted(source, meter.addBytes, options.signal);
  const reader = createByteReader(bytes);
  try {
    for (let header = await nextHeader(reader); header; header = await nextHeader(reader)) {
      meter.addEntry();
      const data = createData(reader, header.size);
      const entry = toArchiveEntry(header, data.content, options);
      if (entry) yield entry;
      await data.skip();
    }
  } catch (error) {
    throw explain(error);
  } finally {
    await bytes.return(undefined);
  }
}

/** The next header of an entry, with what the extended headers before it say about it. */
async function nextHeader(reader: ByteReader): Promise<TarHeader | undefined> {
  let extended = new Map<string, string>();
  for (;;) {
    const header = parseTarHeader(await reader.take(tarBlock));
    if (header === undefined) return undefined;
    if (!/[xgLK]/.test(header.type)) return extend(header, extended);
    if (header.size > maxExtendedHeader) {
      throw new InputError(
        `The archive has an extended header of ${header.size} bytes. Do not use this archive`,
      );
    }
    const padded = await reader.take(Math.ceil(header.size / tarBlock) * tarBlock);
    const data = padded.subarray(0, header.size);
    const name = data.toString('utf8').replace(/\0.*$/s, '');
    if (header.type === 'x') extended = new Map([...extended, ...parseExtendedHeader(data)]);
    if (header.type === 'L') extended.set('path', name);
    if (header.type === 'K') extended.set('linkpath', name);
  }
}

function extend(header: TarHeader, extended: Map<string, string>): TarHeader {
  const size = Number(extended.get('size') ?? header.size);
  const modified = Number(extended.get('mtime') ?? header.modified);
  if (!Number.isSafeInteger(size) || size < 0 || Number.isNaN(modified)) {
    throw new InputError('The archive has a damaged extended header. Fetch it again');
  }
  return {
    ...header,
    size: /[1-6]/.test(header.type) ? 0 : size,
    modified,
    path: extended.get('path') ?? header.path,
    target: extended.get('linkpath') ?? header.target,
  };
}

function createData(reader: ByteReader, size: number) {
  const padding = (tarBlock - (size % tarBlock)) % tarBlock;
  let left = size;
  async function* content(): AsyncGenerator<Uint8Array> {
    while (left > 0) {
      const some = await reader.takeSome(left).catch(rethrow);
      left -= some.byteLength;
      yield some;
    }
  }
  async function skip(): Promise<void> {
    for (left += padding; left > 0;) left -= (await reader.takeSome(left)).byteLength;
  }
  return { content, skip };
}

function toArchiveEntry(
  header: TarHeader,
  content: () => AsyncIterable<Uint8Array>,
  options: ReadArchiveOptions,
): ArchiveEntry | undefined {
  const isLink = header.type === '2';
  if (!isLink && header.type !== '0' && header.type !== '7') return undefined;
  // The oldest archives mark a folder by its name only.
  if (header.path.endsWith('/')) return undefined;
  return {
    path: parseEntryPath(header.path, options),
    type: isLink ? 'link' : 'file',
    size: header.size,
    mode: header.mode,
    lastModifiedAt: new Date(header.modified * 1000),
    ...(isLink && { target: header.target }),
    content,
  };
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  addBytes: (count: number) => void,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of unzipped(source)) {
    signal?.throwIfAborted();
    addBytes(chunk.byteLength);
    yield chunk;
  }
}

async function* unzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const whole = startWith(first.value, chunks);
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isGzip ? gunzipped(whole) : whole;
}

async function* startWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // What goes wrong here destroys the other end, and is thrown there.
  const filling = pipeline(chunks, gunzip).catch(() => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) yield chunk;
  } finally {
    gunzip.destroy();
    await filling;
  }
}

function rethrow(error: unknown): never {
  throw explain(error);
}

function explain(error: unknown): unknown {
  const isFromZlib =
    isErrorLike(error) && typeof error['code'] === 'string' && error['code'].startsWith('Z_');
  if (!isFromZlib) return error;
  return new InputError(`The archive cannot be unpacked: ${stringifyError(error)}. Fetch it again`, error);
}
