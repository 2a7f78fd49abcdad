import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NotFoundError } from '@portico/errors';

/**
 * A path in the folder of an installed package, for files that a plugin ships
 * (`resolvePackagePath('@scope/plugin-x-backend', 'migrations')`). The package
 * is looked for from this one and from the working directory. Throws
 * `NotFoundError` if it is not installed.
 */
export function resolvePackagePath(name: string, ...paths: string[]): string {
  const origins = [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href];
  for (const origin of origins) {
    const manifest = findManifest(name, origin);
    if (manifest !== undefined) return resolve(dirname(manifest), ...paths);
  }
  throw new NotFoundError(
    `Package '${name}' is not installed. Add it to the dependencies and run npm install`,
  );
}

function findManifest(name: string, origin: string): string | undefined {
  try {
    return createRequire(origin).resolve(`${name}/package.json`);
  } catch {
    // Its exports may hide package.json.
  }
  try {
    return findPackageJSON(name, origin);
  } catch {
    return undefined;
  }
}
