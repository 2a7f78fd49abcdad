import { posix, relative, sep } from 'node:path';
import type { ConfinedDirectory } from './confined-directory.ts';
import type { DirectoryEntry } from './confined-tree.ts';

/** What of a tree is copied, and where. */
export interface CopyOptions {
  /** The file or folder to copy; the whole directory unless given. */
  source?: string;
  /** Where it goes in the target directory; its top unless given. */
  target?: string;
  /** Which entries are copied; what lies in a refused folder is asked about too. */
  filter?(entry: DirectoryEntry): boolean;
}

/**
 * Copies files, folders and links from one confined directory to another (or
 * the same). Links that would leave the target are left out, as are sockets
 * and devices; the result lists what was left out.
 */
export async function copyConfined(
  from: ConfinedDirectory,
  to: ConfinedDirectory,
  { source = '.', target = '.', filter = () => true }: CopyOptions = {},
): Promise<{ leftOut: string[] }> {
  const stats = await from.stat(source);
  if (stats?.isFile()) {
    await copyFile({ from, to, source, target });
    return { leftOut: [] };
  }
  const leftOut: string[] = [];
  const entries = (await from.list(source, { recursive: true })).filter(entry => filter(entry));
  const top = relative(from.path, from.resolve(source)).split(sep).join('/');
  // Links come last, so that what they lead to can be there already.
  for (const entry of entries.toSorted((a, b) => Number(a.type === 'link') - Number(b.type === 'link'))) {
    const destination = `${target}/${posix.relative(top, entry.path)}`;
    if (!(await copyEntry({ from, to, source: entry.path, target: destination }, entry)))
      leftOut.push(entry.path);
  }
  await to.removeEscapingLinks();
  return { leftOut };
}

interface Copy {
  from: ConfinedDirectory;
  to: ConfinedDirectory;
  source: string;
  target: string;
}

async function copyEntry(copy: Copy, { type }: DirectoryEntry): Promise<boolean> {
  if (type === 'other') return false;
  if (type === 'directory') await copy.to.makeDirectory(copy.target);
  if (type === 'file') await copyFile(copy);
  return type !== 'link' || copyLink(copy);
}

async function copyFile({ from, to, source, target }: Copy): Promise<void> {
  await using file = await from.open(source);
  await to.writeFile(target, file.stream(), { mode: file.stats.mode & 0o777 });
}

async function copyLink({ from, to, source, target }: Copy): Promise<boolean> {
  try {
    await to.link(target, await from.readLink(source));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAllowedError') return false;
    throw error;
  }
}
