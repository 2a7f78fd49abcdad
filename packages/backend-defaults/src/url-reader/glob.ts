import { InputError } from '@portico/errors';
import { Minimatch } from 'minimatch';

/** Whether a path has wildcards: `*`, `?`, `[…]` or `{…}`. */
export function isGlob(path: string): boolean {
  return /[*?]|\[[^\]]+\]|\{[^}]+\}/.test(path);
}

/** The folders before the first wildcard; empty if it is in the first part. */
export function staticFolder(glob: string): string {
  const segments = glob.split('/');
  return segments.slice(0, segments.findIndex(isGlob)).join('/');
}

/**
 * Matches paths against a glob: `*` within a name, `**` over folders, `?`,
 * `[…]`, `{a,b}`. Throws `InputError` for one that would take very long to
 * match, since globs come from users.
 */
export function createGlobMatcher(glob: string): (path: string) => boolean {
  const wildcards = glob.split('/').map(segment => (segment.match(/\*+|\?/g) ?? []).length);
  const folders = glob.split('/').filter(segment => segment === '**').length;
  if (glob.length > 1000 || Math.max(...wildcards) > 4 || folders > 4) {
    throw new InputError(
      `The pattern '${glob.slice(0, 100)}' has too many wildcards. Use at most four in a name, and four '**'`,
    );
  }
  const matcher = new Minimatch(glob.replace(/^\/+/, ''), {
    braceExpandMax: 100,
    noext: true,
    nonegate: true,
    nocomment: true,
  });
  return path => matcher.match(path);
}
