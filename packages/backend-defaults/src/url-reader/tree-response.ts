import { mkdtemp, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import type { UrlReaderReadTreeOptions, UrlReaderReadTreeResponse } from '@portico/backend-plugin-api';
import { extractArchive, openConfinedDirectory, type ArchiveEntry } from '@portico/backend-plugin-api/files';
import { ConflictError, InputError } from '@portico/errors';

/** A tree that is being read. */
export interface TreeSource {
  /** All entries of the archive; asked for once. */
  entries: AsyncIterable<ArchiveEntry>;
  etag: string;
  /** Only what is below this folder, with paths relative to it. */
  subpath?: string | undefined;
  filter?: UrlReaderReadTreeOptions['filter'] | undefined;
  /** Where temporary folders are made. */
  workingDirectory: string;
  /** How much `files()` may keep in memory, in bytes. */
  maxKeptBytes: number;
}

/** Gives a tree in the form that is asked for, once. */
export function createTreeResponse(source: TreeSource): UrlReaderReadTreeResponse {
  let isRead = false;
  const read = () => {
    if (isRead) throw new ConflictError('The tree was read before. Read it again from its URL');
    isRead = true;
    return select(source);
  };
  return {
    etag: source.etag,
    files: async () => collectFiles(read(), source.maxKeptBytes),
    dir: async ({ targetDir } = {}) => writeTo(read(), source, targetDir),
    archive: async () => pack(await writeTo(read(), source)),
  };
}

/** What is below the subpath and passes the filter, with paths relative to it. */
async function* select({ entries, subpath = '', filter }: TreeSource): AsyncGenerator<ArchiveEntry> {
  const folder = subpath.replaceAll(/^\/+|\/+$/g, '');
  const prefix = folder === '' ? '' : `${folder}/`;
  for await (const entry of entries) {
    const inner = entry.path.slice(prefix.length);
    if (!entry.path.startsWith(prefix) || inner === '') continue;
    if (filter === undefined || filter(inner, { size: entry.size })) yield { ...entry, path: inner };
  }
}

async function collectFiles(entries: AsyncIterable<ArchiveEntry>, maxBytes: number) {
  const files = new Map<string, { content: Buffer; lastModifiedAt: Date | undefined }>();
  const links: ArchiveEntry[] = [];
  let total = 0;
  for await (const entry of entries) {
    if (entry.type === 'link') {
      links.push(entry);
      continue;
    }
    total += entry.size;
    if (total > maxBytes) {
      throw new InputError(
        `The tree has more than ${maxBytes} bytes in files. Read a folder of it, or filter its files`,
      );
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.content()) chunks.push(chunk);
    files.set(entry.path, { content: Buffer.concat(chunks), lastModifiedAt: entry.lastModifiedAt });
  }
  // A link stands for the file that it leads to, where that is read too.
  for (const { path, target = '' } of links) {
    const file = files.get(posix.join(posix.dirname(path), target));
    if (file) files.set(path, file);
  }
  return [...files].map(([path, { content, lastModifiedAt }]) => ({
    path,
    content: async () => content,
    ...(lastModifiedAt && { lastModifiedAt }),
  }));
}

async function writeTo(
  entries: AsyncIterable<ArchiveEntry>,
  { workingDirectory }: TreeSource,
  targetDir?: string,
): Promise<string> {
  const folder = targetDir ?? (await mkdtemp(join(workingDirectory, 'portico-tree-')));
  try {
    await extractArchive(entries, await openConfinedDirectory(folder, { create: true }));
    return folder;
  } catch (error) {
    if (targetDir === undefined) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function pack(folder: string): Promise<Readable> {
  const { create } = await import('tar');
  const packed = create({ cwd: folder, gzip: true, portable: true }, ['.']);
  return Readable.from(
    (async function* () {
      try {
        for await (const chunk of packed as AsyncIterable<Uint8Array>) yield chunk;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    })(),
    { objectMode: false },
  );
}
