import { InputError } from '@portico/errors';

/** A file or symbolic link in an archive. Folders are implied by the paths; nothing else is ever read. */
export interface ArchiveEntry {
  /** Relative, with `/` between the parts, and none of them `.`, `..` or empty. */
  path: string;
  type: 'file' | 'link';
  /** In bytes, as the archive declares it. No more than this is given. */
  size: number;
  /** The permission bits. */
  mode: number;
  lastModifiedAt?: Date | undefined;
  /** Where a link leads, as written. */
  target?: string;
  /** The bytes of a file. To be read before the next entry is asked for, and once. */
  content(): AsyncIterable<Uint8Array>;
}

/** What an archive may hold; the defences against archives that are made to fill a disk. */
export interface ArchiveLimits {
  /** All of it, unpacked, in bytes. 2 GiB unless given. */
  maxBytes?: number;
  /** 200,000 unless given. */
  maxEntries?: number;
}

/** How an archive is read. */
export interface ReadArchiveOptions extends ArchiveLimits {
  signal?: AbortSignal;
  /** Leaves out the first folder of all paths (`./` is one): what hosts put around a repository. */
  stripFirstDirectory?: boolean;
}

const twoGibibytes = 2 * 1024 ** 3;

/** Counts while an archive is read, and throws `InputError` past the limits. */
export function createArchiveMeter({ maxBytes = twoGibibytes, maxEntries = 200_000 }: ArchiveLimits): {
  addBytes(count: number): void;
  addEntry(): void;
} {
  let bytes = 0;
  let entries = 0;
  return {
    addBytes(count) {
      bytes += count;
      if (bytes > maxBytes) {
        throw new InputError(
          `The archive holds more than ${maxBytes} bytes unpacked. Raise the limit or read less`,
        );
      }
    },
    addEntry() {
      entries += 1;
      if (entries > maxEntries) {
        throw new InputError(
          `The archive holds more than ${maxEntries} entries. Raise the limit or read less`,
        );
      }
    },
  };
}

/**
 * The path of an archive entry in the form of {@link ArchiveEntry}. Throws
 * `InputError` for one that is absolute, climbs by `..`, or would do either on
 * a system with other separators.
 */
export function parseEntryPath(
  path: string,
  { stripFirstDirectory = false }: ReadArchiveOptions = {},
): string {
  const parts = path.replaceAll('\\', '/').split('/');
  const isAbsolute = parts[0] === '' || /^[a-z]:/i.test(path);
  if (isAbsolute || path.includes('\0') || parts.includes('..')) {
    throw new InputError(`The archive entry '${path}' points outside the archive. Do not use this archive`);
  }
  const inner = stripFirstDirectory ? path.replace(/^[^/]+\//, '') : path;
  return inner
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/');
}
