import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toError } from '@portico/errors';
import { findSchemaFlaw } from './find-schema-flaw.ts';
import type { FoundPackage, PackageJson } from './found-package.ts';
import { readPackageSchema } from './read-package-schema.ts';
import type { PackageConfigSchema } from './schema-types.ts';

/** The config schemas of an app, and what could not be used. */
export interface CollectedSchemas {
  schemas: PackageConfigSchema[];
  /** Schemas that are broken: one line each, with package and file. */
  faults: string[];
  /** Schemas that were left out on purpose, such as TypeScript types without JSON beside them. */
  notes: string[];
}

/**
 * Collects the `configSchema` of every package that an app reaches through its
 * dependencies. It starts at the nearest package.json, from the folder upward,
 * and its workspaces; it goes on below packages that have a schema or depend
 * on the framework. Nothing is scanned: one package.json is read per package.
 */
export async function collectConfigSchemas(folder: string): Promise<CollectedSchemas> {
  const collected: CollectedSchemas = { schemas: [], faults: [], notes: [] };
  for (const found of findPackages(folder)) {
    if (found.manifest.configSchema === undefined) continue;
    try {
      const { schema, note } = await readPackageSchema(found);
      if (schema) collected.schemas.push(schema);
      if (note !== undefined) collected.notes.push(note);
    } catch (error) {
      const name = found.manifest.name ?? found.folder;
      collected.faults.push(`The config schema of '${name}' cannot be used: ${toError(error).message}`);
    }
  }
  return withoutFlaws(collected);
}

/** Takes out the schemas that could not be used, and names what is wrong with them. */
export function withoutFlaws({ schemas, faults, notes }: CollectedSchemas): CollectedSchemas {
  const flaws = new Map(schemas.map(schema => [schema, findSchemaFlaw(schema.value)]));
  const found = schemas.flatMap(schema => {
    const flaw = flaws.get(schema);
    return flaw === undefined
      ? []
      : [
          `The config schema of '${schema.packageName}' is broken at '${flaw}' in '${schema.path}', and not checked`,
        ];
  });
  return {
    schemas: schemas.filter(schema => flaws.get(schema) === undefined),
    faults: [...faults, ...found],
    notes,
  };
}

function findPackages(folder: string): FoundPackage[] {
  const found = new Map<string, FoundPackage>();
  const resolvePackage = createPackageResolver();
  const visit = (candidate: FoundPackage | undefined, isRoot: boolean): void => {
    if (!candidate || found.has(candidate.folder)) return;
    const names = dependencyNames(candidate.manifest, isRoot);
    const concerned =
      candidate.manifest.configSchema !== undefined ||
      names.some(name => /^@(?:portico|backstage)\//.test(name));
    if (!concerned && !isRoot) return;
    found.set(candidate.folder, candidate);
    for (const name of names) visit(resolvePackage(name, candidate.folder), false);
  };
  const root = findRoot(folder);
  visit(root, true);
  for (const workspace of root ? workspaceFolders(root) : []) visit(readPackage(workspace), true);
  return [...found.values()];
}

function dependencyNames(manifest: PackageJson, isRoot: boolean): string[] {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = manifest;
  const groups = [dependencies, optionalDependencies, peerDependencies, isRoot ? devDependencies : undefined];
  return [...new Set(groups.flatMap(group => Object.keys(group ?? {})))];
}

function findRoot(start: string): FoundPackage | undefined {
  for (let folder = realpathSync(start); ; folder = dirname(folder)) {
    const found = readPackage(folder);
    if (found || dirname(folder) === folder) return found;
  }
}

function workspaceFolders({ folder, manifest }: FoundPackage): string[] {
  const patterns = Array.isArray(manifest.workspaces)
    ? manifest.workspaces
    : (manifest.workspaces?.packages ?? []);
  return globSync(
    patterns.map(pattern => `${pattern.replace(/\/$/, '')}/package.json`),
    { cwd: folder },
  ).map(path => dirname(join(folder, path)));
}

/** Makes what looks packages up as Node does: in the `node_modules` of each folder from here upward. */
function createPackageResolver(): (name: string, from: string) => FoundPackage | undefined {
  const collections = new Map<string, readonly string[]>();
  /** The `node_modules` that are there; to look for each package in each that could be would take most of the time. */
  const collectionsFrom = (folder: string): readonly string[] => {
    const known = collections.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const own = join(folder, 'node_modules');
    const all = [...(existsSync(own) ? [own] : []), ...(parent === folder ? [] : collectionsFrom(parent))];
    collections.set(folder, all);
    return all;
  };
  return (name, from) => {
    const candidate = collectionsFrom(from)
      .map(collection => `${collection}/${name}`)
      .find(path => existsSync(`${path}/package.json`));
    return candidate === undefined ? undefined : readPackage(realpathSync(candidate));
  };
}

function readPackage(folder: string): FoundPackage | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { folder, manifest } : undefined;
  } catch {
    return undefined;
  }
}
