import { posix } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { UrlReaderReadTreeOptions, UrlReaderReadTreeResponse } from '@portico/backend-plugin-api';
import { readTarArchive, readZipArchive, type ArchiveEntry } from '@portico/backend-plugin-api/files';
import { createTreeResponse } from './tree-response.ts';

/** An archive and what of it is wanted. */
export type TreeArchive = {
  /** Only what is below this folder, without the top folder of the archive. */
  subpath?: string | undefined;
  filter?: UrlReaderReadTreeOptions['filter'] | undefined;
  signal?: AbortSignal | undefined;
} & ({ stream: Readable; etag: string } | { response: Response; etag?: string | undefined });

/** Makes the answers of `readTree` from what hosts give; handed to the factories of readers. */
export interface TreeResponseFactory {
  /** Gzipped or not. Leaves out the first folder of all paths, unless told not to. */
  fromTarArchive(
    options: TreeArchive & { stripFirstDirectory?: boolean },
  ): Promise<UrlReaderReadTreeResponse>;
  fromZipArchive(options: TreeArchive): Promise<UrlReaderReadTreeResponse>;
  fromReadableArray(
    files: { data: Readable; path: string; lastModifiedAt?: Date }[],
  ): Promise<UrlReaderReadTreeResponse>;
}

/** Where trees are kept, and how large they may be. */
export interface TreeResponseOptions {
  workingDirectory: string;
  /** Of an archive, unpacked, in bytes. */
  maxBytes: number;
  /** Of the files that are kept in memory, in bytes. */
  maxKeptBytes: number;
}

/** Makes a {@link TreeResponseFactory}. What it makes never leaves the folder that it is written to. */
export function createTreeResponseFactory(options: TreeResponseOptions): TreeResponseFactory {
  const { workingDirectory, maxBytes, maxKeptBytes } = options;
  const wanted = ({ subpath, filter }: TreeArchive) => ({ subpath, filter, workingDirectory, maxKeptBytes });
  const reading = ({ signal }: TreeArchive) => ({ maxBytes, workingDirectory, ...(signal && { signal }) });
  return {
    async fromTarArchive(archive) {
      const { source, etag } = open(archive);
      const { stripFirstDirectory = true } = archive;
      const entries = readTarArchive(source, { ...reading(archive), stripFirstDirectory });
      return createTreeResponse({ ...wanted(archive), entries, etag });
    },
    async fromZipArchive(archive) {
      const { source, etag } = open(archive);
      return createTreeResponse({
        ...wanted(archive),
        entries: readZipArchive(source, reading(archive)),
        etag,
      });
    },
    async fromReadableArray(files) {
      return createTreeResponse({ entries: toEntries(files), etag: '', workingDirectory, maxKeptBytes });
    },
  };
}

function open(archive: TreeArchive): { source: AsyncIterable<Uint8Array>; etag: string } {
  if ('stream' in archive) return { source: archive.stream as AsyncIterable<Uint8Array>, etag: archive.etag };
  const { body, headers } = archive.response;
  const source = body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
  return { source: source as AsyncIterable<Uint8Array>, etag: archive.etag ?? headers.get('etag') ?? '' };
}

async function* toEntries(
  files: { data: Readable; path: string; lastModifiedAt?: Date }[],
): AsyncGenerator<ArchiveEntry> {
  for (const { data, path, lastModifiedAt } of files) {
    if (path.endsWith('/')) continue;
    const content = async function* () {
      for await (const chunk of data)
        yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    };
    yield { path: posix.normalize(path), type: 'file', size: 0, mode: 0o644, lastModifiedAt, content };
  }
}
