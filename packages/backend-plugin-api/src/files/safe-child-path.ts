import { relative, resolve } from 'node:path';
import { NotAllowedError } from '@portico/errors';
import { followLinks, isInside } from './follow-links.ts';

/**
 * Whether a path is a folder or lies in it, with all symbolic links of both
 * followed. What does not exist yet is judged by where it would be created;
 * what cannot be looked at, and a loop of links, is not inside.
 */
export function isChildPath(base: string, path: string): boolean {
  try {
    return isInside(followLinks(base), followLinks(path));
  } catch {
    return false;
  }
}

/**
 * The absolute path of `path` in the folder `base`. Throws `NotAllowedError`
 * if it is not in there: by `..`, absolute, through symbolic links (chains,
 * dangling ones and loops too), or once a backslash is read as a separator or
 * `%2e` and the like are decoded, however often.
 *
 * It tells about this moment. To work with files that others may change
 * meanwhile, use `openConfinedDirectory`.
 */
export function resolveSafeChildPath(base: string, path: string): string {
  const target = resolveByText(base, path);
  if (!isChildPath(base, target)) throw leavesDirectory(path);
  return target;
}

/** Like {@link resolveSafeChildPath}, going by the text alone: links are not looked at. */
export function resolveByText(base: string, path: string): string {
  const target = resolve(base, path);
  const isSafe = isInside(resolve(base), target) && readings(relative(base, target)).every(staysBelow);
  if (!isSafe) throw leavesDirectory(path);
  return target;
}

/** The error for a path that leaves its folder. */
export function leavesDirectory(path: string): NotAllowedError {
  return new NotAllowedError(
    `Path '${path}' leads outside its directory. Use a path below it, without '..' and without links that leave it`,
  );
}

/** What a relative path means here, and to anything that decodes it or knows another separator. */
function readings(path: string): string[] {
  const found = [path];
  for (let decoded = decode(path); decoded !== found.at(-1); decoded = decode(decoded)) found.push(decoded);
  return found.map(reading => reading.replaceAll('\\', '/'));
}

function decode(text: string): string {
  return text.replaceAll(/%(2e|2f|5c|25|00)/gi, code => decodeURIComponent(code));
}

function staysBelow(path: string): boolean {
  if (path.startsWith('/') || path.includes('\0')) return false;
  let depth = 0;
  for (const segment of path.split('/')) {
    if (segment === '..') depth -= 1;
    else if (segment !== '' && segment !== '.') depth += 1;
    if (depth < 0) return false;
  }
  return true;
}
