import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Lockfile {
  packages?: Record<string, { name?: string; version?: string }>;
}

/**
 * The versions of every package in the nearest `package-lock.json`, from the
 * folder upward; of several versions of one package, all. Empty without one.
 */
export async function listPackages(folder: string): Promise<Map<string, Set<string>>> {
  const versions = new Map<string, Set<string>>();
  const lockfile = await readNearest(folder);
  for (const [path, { name, version }] of Object.entries(lockfile?.packages ?? {})) {
    const packageName = name ?? path.split('node_modules/').at(-1);
    if (!packageName || version === undefined) continue;
    versions.set(packageName, (versions.get(packageName) ?? new Set()).add(version));
  }
  return versions;
}

async function readNearest(start: string): Promise<Lockfile | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Lockfile;
    if (dirname(folder) === folder) return undefined;
  }
}
