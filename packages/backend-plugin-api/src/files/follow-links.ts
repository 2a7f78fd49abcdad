import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { NotAllowedError } from '@portico/errors';

/** As many as Linux follows in one path. */
const maxLinks = 40;

/**
 * Where a path leads once every symbolic link on the way is followed. Unlike
 * `realpath` it also answers for what does not exist: dangling links are
 * followed to where a write through them would land. Throws `NotAllowedError`
 * for a loop, and the system's error for a folder that may not be looked into.
 */
export function followLinks(path: string): string {
  const absolute = resolve(path);
  let { root: real } = parse(absolute);
  const pending = segments(absolute.slice(real.length)).toReversed();
  let followed = 0;
  for (let segment = pending.pop(); segment !== undefined; segment = pending.pop()) {
    const next = segment === '..' ? dirname(real) : join(real, segment);
    const target = segment === '..' ? undefined : linkTarget(next);
    if (target === undefined) {
      real = next;
      continue;
    }
    followed += 1;
    if (followed > maxLinks) {
      throw new NotAllowedError(
        `'${path}' leads through more than ${maxLinks} symbolic links. Remove the loop`,
      );
    }
    const { root } = parse(target);
    if (isAbsolute(target)) real = root;
    pending.push(...segments(target.slice(root.length)).toReversed());
  }
  return real;
}

/** Whether one absolute path is the other, or below it, going by the text alone. */
export function isInside(base: string, path: string): boolean {
  const way = relative(base, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch (error) {
    // Below a file there are no links.
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function segments(path: string): string[] {
  return path.split(sep === '/' ? '/' : /[\\/]/).filter(segment => segment !== '' && segment !== '.');
}
