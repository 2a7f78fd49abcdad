import { globSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '@portico/errors';

/** A file that may hold entities. */
export interface EntityFile {
  path: string;
  /** Whether it was asked for itself, and not only the folder that it is in. */
  named: boolean;
}

const ignored = new Set(['node_modules', '.git', 'dist', 'build', 'vendor']);

/**
 * Finds the files that paths stand for: a file is itself, a folder all YAML
 * files below it, and anything else a glob.
 *
 * @throws InputError for a path that leads to no file.
 */
export function findEntityFiles(paths: readonly string[], cwd: string): EntityFile[] {
  const files = paths.flatMap(path => {
    const found = findUnder(path, cwd);
    if (found.length > 0) return found;
    throw new InputError(
      `No file matches '${path}'. Give a file, a folder with YAML files, or a glob in quotes.`,
    );
  });
  const named = new Set(files.flatMap(file => (file.named ? [file.path] : [])));
  const unique = [...new Set(files.map(({ path }) => path))];
  return unique.map(path => ({ path, named: named.has(path) }));
}

function findUnder(path: string, cwd: string): EntityFile[] {
  const full = resolve(cwd, path);
  const stats = statSync(full, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return glob('**/*.{yaml,yml}', full).map(file => ({ path: file, named: false }));
  return stats ? [{ path: full, named: true }] : glob(path, cwd).map(file => ({ path: file, named: true }));
}

function glob(pattern: string, cwd: string): string[] {
  return globSync(pattern, { cwd, withFileTypes: true, exclude: entry => ignored.has(entry.name) })
    .filter(entry => entry.isFile())
    .map(entry => resolve(entry.parentPath, entry.name))
    .toSorted();
}
