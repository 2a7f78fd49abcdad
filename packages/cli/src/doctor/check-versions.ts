import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot, readManifest } from '../app/find-app.ts';
import { fine, type Finding } from './finding.ts';

const subject = 'packages';

/** Whether there is a lock file, and all packages of the framework in it have one version. */
export async function checkVersions(folder: string): Promise<Finding[]> {
  const root = findWorkspaceRoot(folder) ?? folder;
  const locks = ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'].filter(name =>
    existsSync(join(root, name)),
  );
  if (locks.length === 0) {
    return [
      {
        status: 'warn',
        subject,
        text: `No lock file in '${root}': installs may differ. Run npm install and keep package-lock.json`,
      },
    ];
  }
  if (locks.length > 1) {
    return [
      {
        status: 'warn',
        subject,
        text: `Several lock files in '${root}': ${locks.join(', ')}. Keep that of one package manager`,
      },
    ];
  }
  const versions = installedVersions(root);
  const distinct = new Set(versions.values());
  if (distinct.size > 1) {
    const list = [...versions].map(([name, version]) => `${name}@${version}`).join(', ');
    return [
      {
        status: 'fail',
        subject,
        text: `The packages of the framework have different versions: ${list}. Install them all in one version`,
      },
    ];
  }
  return fine(
    subject,
    `${locks[0]}, ${versions.size} packages of the framework${distinct.size === 1 ? ` at ${[...distinct][0]}` : ''}`,
  );
}

function installedVersions(root: string): Map<string, string> {
  const folder = join(root, 'node_modules/@portico');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const manifests = names.map(name => readManifest(join(folder, name)));
  return new Map(
    manifests.flatMap(manifest => {
      const { name, version } = manifest ?? {};
      return typeof name === 'string' && typeof version === 'string' ? [[name, version] as const] : [];
    }),
  );
}
