import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { InputError } from '@portico/errors';
import { findConfigRoot } from '@portico/config/loader';

/** The app that a command is about. */
export interface App {
  /** The folder of the app. */
  folder: string;
  /** The folder of its `app-config.yaml`. */
  configRoot: string;
  /** The file that starts its backend, if it has one. */
  backend?: string;
}

/**
 * Finds the app around a folder: the nearest one upward with a `backend.ts` or
 * `backend.js`, or the only one among the `apps` of a workspace; where there is
 * none, the nearest folder upward with a configuration.
 *
 * @throws InputError when there are several to choose from.
 */
export function findApp(start: string): App {
  const above = foldersFrom(start).find(findBackend);
  const root = above === undefined ? findWorkspaceRoot(start) : undefined;
  const apps =
    root === undefined
      ? []
      : globSync('apps/*/', { cwd: root })
          .map(name => join(root, name))
          .filter(findBackend)
          .toSorted();
  if (apps.length > 1) {
    const names = apps.map(folder => `'${relative(start, folder)}'`).join(', ');
    throw new InputError(`There are several apps: ${names}. Run the command in the folder of one of them.`);
  }
  const folder = above ?? apps[0] ?? findConfigRoot(start);
  const backend = findBackend(folder);
  return { folder, configRoot: findConfigRoot(folder), ...(backend !== undefined && { backend }) };
}

function findBackend(folder: string): string | undefined {
  return ['backend.ts', 'backend.js'].map(name => join(folder, name)).find(existsSync);
}

/** The nearest folder upward whose package.json has workspaces. */
export function findWorkspaceRoot(start: string): string | undefined {
  return foldersFrom(start).find(folder => readManifest(folder)?.['workspaces'] !== undefined);
}

/** The package.json of a folder, if it has one that can be read. */
export function readManifest(folder: string): Record<string, unknown> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : undefined;
  } catch {
    return undefined;
  }
}

function foldersFrom(start: string): string[] {
  const folders = [resolve(start)];
  for (let folder = dirname(resolve(start)); folder !== folders.at(-1); folder = dirname(folder))
    folders.push(folder);
  return folders;
}
