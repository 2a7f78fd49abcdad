import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@portico/errors';
import { findApp, readManifest } from '../app/find-app.ts';
import type { NewPackage } from './new-package.ts';
import { sortKeys } from './package-json.ts';

/** What has become of adding a package to an app. */
export interface AddedToApp {
  /** The folder of the app, if it was added to one. */
  app?: string;
  /** What must be done by hand. */
  remaining: string[];
}

/** A line of the app that installs a part of a package. */
interface InstallingLine {
  file: string;
  /** Its like: it comes behind the last of them. */
  alike: RegExp;
  text: string;
  where: string;
}

/**
 * Adds a package to the only app around the working folder: a dependency in its
 * package.json, a line in its backend.ts, and one in its web/features.ts. A file
 * without a list of such lines is left as it is, and named in what remains. So
 * is all of it for a package outside of the workspace, which nothing links to its name.
 */
export function addToApp(described: NewPackage, { isInWorkspace }: { isInWorkspace: boolean }): AddedToApp {
  const { packageName } = described;
  const lines = linesOf(described);
  const app = isInWorkspace ? findAppFolder() : undefined;
  if (app === undefined) {
    const dependency = `Add '${packageName}' to the dependencies of the app`;
    return { remaining: [dependency, ...lines.map(describeLine)] };
  }
  addDependency(app, packageName);
  return { app, remaining: lines.filter(line => !addLine(app, line)).map(describeLine) };
}

function linesOf({ packageName, parts }: NewPackage): InstallingLine[] {
  const backend = {
    file: 'backend.ts',
    alike: /^( *)backend\.add\(import\(['"][^'"]+['"]\)\);$/gm,
    text: `backend.add(import('${packageName}'));`,
    where: 'Add it in the backend.ts of the app',
  };
  const web = {
    file: 'web/features.ts',
    alike: /^( *)import\(['"][^'"]+['"]\),$/gm,
    text: `import('${packageName}/web'),`,
    where: 'Add it in the web/features.ts of the app',
  };
  return { backend: [backend], web: [web], both: [backend, web] }[parts];
}

function describeLine({ where, text }: InstallingLine): string {
  return `${where}: ${text}`;
}

/** Nothing where there is no app with a package.json, or more than one to choose from. */
function findAppFolder(): string | undefined {
  try {
    const { folder, backend } = findApp(process.cwd());
    return backend === undefined || !readManifest(folder) ? undefined : folder;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function addDependency(folder: string, packageName: string): void {
  const manifest = readManifest(folder);
  const present = manifest?.['dependencies'] as Record<string, string> | undefined;
  const dependencies = sortKeys({ ...present, [packageName]: '*' });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`);
}

function addLine(folder: string, { file, alike, text }: InstallingLine): boolean {
  const path = join(folder, file);
  const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (source.includes(text)) return true;
  const last = [...source.matchAll(alike)].at(-1);
  if (!last) return false;
  const end = last.index + last[0].length;
  writeFileSync(path, `${source.slice(0, end)}\n${last[1] ?? ''}${text}${source.slice(end)}`);
  return true;
}
