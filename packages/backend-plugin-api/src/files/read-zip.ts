import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputError, stringifyError } from '@portico/errors';
import type { Entry, ZipFile } from 'yauzl';
import {
  createArchiveMeter,
  parseEntryPath,
  type ArchiveEntry,
  type ReadArchiveOptions,
} from './archive-entry.ts';

/** How a zip archive is read. */
export interface ReadZipOptions extends ReadArchiveOptions {
  /** Where the archive is kept while it is read: its table of contents is at its end. The system's unless given. */
  workingDirectory?: string;
}

type Meter = ReturnType<typeof createArchiveMeter>;

/** The longest path that systems know. */
const maxLinkLength = 4096;

/**
 * The files and symbolic links of a zip archive, in the order of its table of
 * contents. Throws `InputError` for what is no such archive, is encrypted,
 * lies about sizes, names a path outside itself or exceeds the limits.
 */
export async function* readZipArchive(
  source: AsyncIterable<Uint8Array>,
  options: ReadZipOptions = {},
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const meter = createArchiveMeter(options);
  const folder = await mkdtemp(join(options.workingDirectory ?? tmpdir(), 'portico-zip-'));
  try {
    const file = join(folder, 'archive.zip');
    await store(source, file, options);
    yield* readZipFile(file, meter, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explain(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function store(
  source: AsyncIterable<Uint8Array>,
  file: string,
  { signal, ...limits }: ReadZipOptions,
): Promise<void> {
  const meter = createArchiveMeter(limits);
  const metered = async function* () {
    for await (const chunk of source) {
      meter.addBytes(chunk.byteLength);
      yield chunk;
    }
  };
  await pipeline(metered, createWriteStream(file), signal ? { signal } : {});
}

async function* readZipFile(
  file: string,
  meter: Meter,
  options: ReadZipOptions,
): AsyncGenerator<ArchiveEntry> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(file, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      options.signal?.throwIfAborted();
      meter.addEntry();
      if (!entry.fileName.endsWith('/')) yield await toArchiveEntry(zip, entry, { meter, ...options });
    }
  } finally {
    zip.close();
  }
}

interface Reading extends ReadArchiveOptions {
  meter: Meter;
}

async function toArchiveEntry(zip: ZipFile, entry: Entry, reading: Reading): Promise<ArchiveEntry> {
  const path = parseEntryPath(entry.fileName, reading);
  if (entry.isEncrypted())
    throw new InputError(`The archive entry '${path}' is encrypted. Use an archive without a password`);
  // Archives made on Unix keep the mode in the upper half.
  const mode = entry.externalFileAttributes >>> 16;
  const isLink = (mode & 0o170000) === 0o120000;
  const content = () => contentOf(zip, entry, reading);
  return {
    path,
    type: isLink ? 'link' : 'file',
    size: entry.uncompressedSize,
    mode: (mode & 0o777) === 0 ? 0o644 : mode & 0o777,
    lastModifiedAt: entry.getLastModDate({ timezone: 'UTC' }),
    ...(isLink && { target: await readLinkTarget(content(), entry) }),
    content,
  };
}

async function* contentOf(
  zip: ZipFile,
  entry: Entry,
  { meter, signal }: Reading,
): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted();
      meter.addBytes(chunk.byteLength);
      yield chunk;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw explain(error);
  } finally {
    stream.destroy();
  }
}

async function readLinkTarget(content: AsyncIterable<Uint8Array>, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > maxLinkLength) {
    throw new InputError(`The link '${entry.fileName}' is too long to be one. Do not use this archive`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** What yauzl and zlib throw are bare errors about the archive; those of this project have names. */
function explain(error: unknown): unknown {
  const isBare = error instanceof Error && error.name === 'Error' && !('syscall' in error);
  if (!isBare) return error;
  return new InputError(`The zip archive cannot be read: ${stringifyError(error)}. Fetch it again`, error);
}
