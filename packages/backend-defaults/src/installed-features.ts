import { readFile } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { coreServices, createBackendFeatureLoader, type BackendFeature } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { ForwardedError } from '@portico/errors';

interface Manifest {
  exports?: unknown;
  dependencies?: Record<string, string>;
  backstage?: { role?: string };
}

const roles = new Set(['node-library', 'backend', 'backend-plugin', 'backend-plugin-module']);
/** Where features are among the entries of a package. */
const entries = ['.', './alpha', './backend'];

/**
 * Adds the features of the packages that the app depends on, as
 * `backend.packages` says: `all`, or those that `include` names and `exclude`
 * does not. Without it, none. Packages are recognised by `backstage.role` in
 * their package.json.
 */
export const discoveryFeatureLoader = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  loader: ({ config }) => findInstalledFeatures(config, dirname(process.argv[1] ?? process.cwd())),
});

/** Finds the features among the dependencies of the app in a folder. Throws when a package cannot be loaded. */
export async function findInstalledFeatures(config: Config, folder: string): Promise<BackendFeature[]> {
  const isWanted = readFilter(config);
  const manifestPath = isWanted && findPackageJSON('.', pathToFileURL(join(folder, 'index.js')));
  if (!isWanted || !manifestPath) return [];
  const { dependencies = {} } = await readManifest(manifestPath);
  const found = await Promise.all(
    Object.keys(dependencies)
      .filter(isWanted)
      .map(name => loadFeatures(name, manifestPath)),
  );
  return found.flat();
}

function readFilter(config: Config): ((name: string) => boolean) | undefined {
  const packages = config.getOptional<unknown>('backend.packages');
  if (packages === undefined) return undefined;
  if (packages === 'all') return () => true;
  const include = config.getOptionalStringArray('backend.packages.include');
  const exclude = config.getOptionalStringArray('backend.packages.exclude') ?? [];
  return name => (include?.includes(name) ?? true) && !exclude.includes(name);
}

async function loadFeatures(name: string, fromManifest: string): Promise<BackendFeature[]> {
  const { backstage, exports } = await readManifest(findManifest(name, fromManifest));
  if (!roles.has(backstage?.role ?? '')) return [];
  const present = entries.filter(entry => entry === '.' || isExported(exports, entry));
  const loaded = await Promise.all(present.map(entry => loadEntry(join(name, entry), fromManifest)));
  return loaded.flatMap(toFeature);
}

function findManifest(name: string, fromManifest: string): string {
  try {
    const path = findPackageJSON(name, pathToFileURL(fromManifest));
    if (path) return path;
  } catch {
    // Told below.
  }
  throw new Error(`'${name}' in the dependencies of '${fromManifest}' is not installed; run npm install`);
}

function isExported(exports: unknown, entry: string): boolean {
  return typeof exports === 'object' && exports !== null && Object.hasOwn(exports, entry);
}

async function loadEntry(specifier: string, fromManifest: string): Promise<unknown> {
  try {
    const path = createRequire(fromManifest).resolve(specifier);
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new ForwardedError(`Failed to load '${specifier}', which 'backend.packages' asks for`, error);
  }
}

/** The default export, if it is a feature, or the kind of function that older packages have for it. */
function toFeature(module: unknown): BackendFeature[] {
  let value = module;
  for (let depth = 0; depth < 2 && isObjectLike(value) && !('$$type' in value); depth += 1)
    value = value.default;
  if (!isObjectLike(value)) return [];
  if (value.$$type === '@backstage/BackendFeature') return [value as unknown as BackendFeature];
  if (value.$$type !== '@backstage/BackendFeatureFactory' || typeof value !== 'function') return [];
  return [(value as () => BackendFeature)()];
}

function isObjectLike(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(path, 'utf8')) as Manifest;
}
