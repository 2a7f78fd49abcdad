import type { Stats } from 'node:fs';
import { lstat, readdir, readlink, rmdir, symlink, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { followLinks, isInside } from './follow-links.ts';
import { leavesDirectory } from './safe-child-path.ts';
import { rethrowFor } from './confined-file.ts';
import { anchorDirectory, anchorNewDirectory, systemCode, type DirectoryAnchor } from './directory-anchor.ts';

/** What lies in a folder. A symbolic link is a `link`, wherever it leads. */
export interface DirectoryEntry {
  /** Relative to the confined directory, with `/` between the parts. */
  path: string;
  type: 'file' | 'directory' | 'link' | 'other';
}

/** The entries of a folder whose path has no links in it, sorted by path; folders come before what they hold. */
export async function listAt(path: string, prefix: string, recursive: boolean): Promise<DirectoryEntry[]> {
  await using anchor = await anchorDirectory(path).catch(rethrowFor(path));
  const found: DirectoryEntry[] = [];
  const children = await readdir(anchor.path, { withFileTypes: true });
  for (const child of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const entry = { path: prefix === '' ? child.name : `${prefix}/${child.name}`, type: typeOf(child) };
    found.push(entry);
    if (recursive && entry.type === 'directory') {
      found.push(...(await listAt(join(path, child.name), entry.path, true)));
    }
  }
  await anchor.verify();
  return found;
}

/** Removes an entry, a folder with all it holds, a link without what it leads to. Missing is fine. */
export async function removeAt(path: string): Promise<void> {
  await using parent = await anchorDirectory(dirname(path)).catch(rethrowFor(path));
  await removeChild(parent, basename(path), path);
}

/** Creates a symbolic link in a folder whose path has no links in it. Throws `NotAllowedError` if it would leave `base`. */
export async function linkAt(base: string, path: string, target: string): Promise<void> {
  // Taken apart before it exists: the folder it lies in has no links in its path, the target may.
  const leadsTo = isAbsolute(target) ? target : resolve(dirname(path), target);
  if (!isInside(base, leadsTo)) throw leavesDirectory(target);
  await using parent = await anchorNewDirectory(dirname(path));
  const link = parent.child(basename(path));
  await symlink(target, link);
  if (isConfined(base, path)) return;
  await unlink(link);
  throw leavesDirectory(target);
}

/** Removes the links that leave `base`, and those that become such by it, and gives their paths. */
export async function removeEscapingLinksAt(base: string): Promise<string[]> {
  const removed: string[] = [];
  for (;;) {
    const links = (await listAt(base, '', true)).filter(entry => entry.type === 'link');
    const escaping = links.filter(link => !isConfined(base, join(base, link.path)));
    if (escaping.length === 0) return removed;
    for (const { path } of escaping) {
      await removeAt(join(base, path));
      removed.push(path);
    }
  }
}

/** The target of a link in a folder whose path has no links in it. */
export async function readLinkAt(path: string): Promise<string> {
  await using parent = await anchorDirectory(dirname(path)).catch(rethrowFor(path));
  return await readlink(parent.child(basename(path)));
}

/** What an entry is, without following it if it is a link; `undefined` if there is none. */
export async function statAt(path: string): Promise<Stats | undefined> {
  try {
    await using parent = await anchorDirectory(dirname(path));
    return await lstat(parent.child(basename(path)));
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || (error instanceof Error && error.name === 'NotFoundError'))
      return undefined;
    throw error;
  }
}

async function removeChild(parent: DirectoryAnchor, name: string, path: string): Promise<void> {
  const entry = parent.child(name);
  try {
    const stats = await lstat(entry);
    if (!stats.isDirectory()) return await unlink(entry);
    await emptyDirectory(path);
    await rmdir(entry);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

async function emptyDirectory(path: string): Promise<void> {
  await using anchor = await anchorDirectory(path);
  for (const name of await readdir(anchor.path)) await removeChild(anchor, name, join(path, name));
}

function isConfined(base: string, path: string): boolean {
  try {
    return isInside(base, followLinks(path));
  } catch {
    return false;
  }
}

function typeOf(entry: {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
