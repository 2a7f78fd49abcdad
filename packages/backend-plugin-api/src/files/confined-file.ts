import { constants, type Stats } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { ConflictError, InputError, NotFoundError } from '@portico/errors';
import { anchorDirectory, anchorNewDirectory, systemCode, type DirectoryAnchor } from './directory-anchor.ts';

/** What a file can be filled with. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array | string>;

/** A file that is open for reading. */
export interface OpenFile extends AsyncDisposable {
  stats: Stats;
  read(options?: { maxBytes?: number | undefined }): Promise<Buffer>;
  /** Closes the file when it has ended or is destroyed. */
  stream(range?: { start?: number; end?: number }): Readable;
}

// A FIFO that lies about being a file must not block the thread that opens it.
const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a regular file whose path has no links in it; see `openConfinedDirectory`. */
export async function openFileAt(path: string): Promise<OpenFile> {
  await using anchor = await anchorDirectory(dirname(path)).catch(rethrowFor(path));
  const handle = await openRegular(anchor, path, constants.O_RDONLY | careful);
  const stats = await handle.stat();
  return {
    stats,
    async read({ maxBytes = Infinity } = {}) {
      if (stats.size > maxBytes) throw tooLarge(path, maxBytes);
      const content = await handle.readFile();
      if (content.byteLength > maxBytes) throw tooLarge(path, maxBytes);
      return content;
    },
    stream: range => handle.createReadStream({ ...range, autoClose: true }),
    [Symbol.asyncDispose]: async () => handle.close(),
  };
}

/** Creates or replaces a regular file whose path has no links in it, and the folders above. */
export async function writeFileAt(
  path: string,
  content: FileContent,
  { mode = 0o666, signal }: { mode?: number | undefined; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  await using anchor = await anchorNewDirectory(dirname(path)).catch(rethrowFor(path));
  // Truncates only what has proved to be in its place.
  const handle = await openRegular(anchor, path, constants.O_WRONLY | constants.O_CREAT | careful, mode);
  try {
    await handle.truncate(0);
    await handle.writeFile(content, { signal });
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(anchor.child(basename(path))).catch(() => undefined);
    throw error;
  }
}

/** Names the path in the system's errors, which know only the one under which a folder is held open. */
export function rethrowFor(path: string): (error: unknown) => never {
  return error => {
    const code = systemCode(error);
    if (error instanceof NotFoundError || code === 'ENOENT') {
      throw new NotFoundError(`There is no file '${path}'`);
    }
    if (code === 'ENOTDIR') throw new InputError(`'${path}' goes through a file as if it were a folder`);
    if (code === 'EISDIR') throw notRegular(path);
    if (code === 'ELOOP' || code === 'EMLINK') {
      throw new ConflictError(`'${path}' became a symbolic link while it was in use. Try again`);
    }
    if (code === undefined || code.startsWith('ERR_')) throw error;
    throw Object.assign(new Error(`'${path}' cannot be used: ${code}. See who may do what with it`), {
      code,
    });
  };
}

async function openRegular(
  anchor: DirectoryAnchor,
  path: string,
  flags: number,
  mode?: number,
): Promise<FileHandle> {
  const handle = await open(anchor.child(basename(path)), flags, mode).catch(rethrowFor(path));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw notRegular(path);
    await anchor.verify();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function notRegular(path: string): InputError {
  return new InputError(`'${path}' is no regular file. Name a file, not a folder, socket or device`);
}

function tooLarge(path: string, maxBytes: number): InputError {
  return new InputError(`'${path}' is larger than ${maxBytes} bytes. Make it smaller or raise the limit`);
}
