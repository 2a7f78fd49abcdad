import { constants } from 'node:fs';
import { mkdir, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ConflictError, NotFoundError } from '@portico/errors';

/**
 * A directory held open, so that it stays the same one whatever its path is
 * made to mean meanwhile.
 *
 * Linux reaches the held directory itself, through `/proc/self/fd`: the only
 * way to the system's `openat` family that Node has. Elsewhere, `verify`
 * compares what the path means after the work with what it meant before.
 */
export interface DirectoryAnchor extends AsyncDisposable {
  /** The path under which the held directory is reached. */
  path: string;
  child(name: string): string;
  /** Throws `ConflictError` if the path no longer leads to the held directory. */
  verify(): Promise<void>;
}

/**
 * Holds a directory, given by a path in which no part is a symbolic link.
 * Throws `NotFoundError` if there is none, and `ConflictError` if a part of
 * the path has become a link since it was resolved.
 */
export async function anchorDirectory(path: string): Promise<DirectoryAnchor> {
  const handle = await openDirectory(path);
  try {
    const held = await heldPath(handle);
    const anchor: DirectoryAnchor = {
      path: held?.path ?? path,
      child: name => join(held?.path ?? path, name),
      async verify() {
        if ((held?.leadsTo ?? (await realpath(path))) !== path) throw changed(path);
      },
      [Symbol.asyncDispose]: async () => handle?.close(),
    };
    await anchor.verify();
    return anchor;
  } catch (error) {
    await handle?.close();
    throw error;
  }
}

/** Like {@link anchorDirectory}, and creates the directories that are missing. */
export async function anchorNewDirectory(path: string): Promise<DirectoryAnchor> {
  try {
    return await anchorDirectory(path);
  } catch (error) {
    if (!(error instanceof NotFoundError) || dirname(path) === path) throw error;
  }
  await using parent = await anchorNewDirectory(dirname(path));
  await mkdir(parent.child(basename(path))).catch(ignoreExisting);
  await parent.verify();
  // Awaited: nobody would handle its rejection while the parent is being closed.
  return await anchorDirectory(path);
}

/** The code of a system error, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

async function openDirectory(path: string): Promise<FileHandle | undefined> {
  // Windows opens no directories.
  if (process.platform === 'win32') return undefined;
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  try {
    return await open(path, flags);
  } catch (error) {
    throw explain(error, path);
  }
}

function explain(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === 'ENOENT') return new NotFoundError(`There is no directory '${path}'`, error);
  if (code === 'ELOOP' || code === 'EMLINK') return changed(path);
  return error;
}

async function heldPath(
  handle: FileHandle | undefined,
): Promise<{ path: string; leadsTo: string } | undefined> {
  if (process.platform !== 'linux' || handle === undefined) return undefined;
  const path = `/proc/self/fd/${handle.fd}`;
  try {
    return { path, leadsTo: await readlink(path) };
  } catch {
    // Without /proc, as on other systems.
    return undefined;
  }
}

function ignoreExisting(error: unknown): void {
  if (systemCode(error) !== 'EEXIST') throw error;
}

function changed(path: string): ConflictError {
  return new ConflictError(`Directory '${path}' was replaced while it was in use. Try again`);
}
