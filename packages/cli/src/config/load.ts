import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  collectConfigSchemas,
  loadConfig,
  type CollectedSchemas,
  type LoadedConfig,
} from '@portico/config/loader';
import { InputError } from '@portico/errors';
import { findApp, findWorkspaceRoot, readManifest } from '../app/find-app.ts';

/** The options that say which configuration a command is about. */
export interface SourceOptions {
  config?: string[];
  package?: string;
  lax?: boolean;
  strict?: boolean;
  acceptInvalid?: boolean;
}

/** Loads the configuration of the app around the working folder. */
export async function loadAppConfig(options: SourceOptions): Promise<LoadedConfig> {
  const { configRoot } = findApp(process.cwd());
  const { schemas } = await loadSchemas(options);
  return await loadConfig({
    root: configRoot,
    args: (options.config ?? []).map(target => `--config=${target}`),
    schemas,
    lax: options.lax ?? false,
    strict: options.strict ?? false,
    acceptInvalid: options.acceptInvalid ?? false,
  });
}

/**
 * The schemas that the app reaches, or one package of the workspace or the app.
 *
 * @throws InputError when there is no such package.
 */
export async function loadSchemas(options: { package?: string }): Promise<CollectedSchemas> {
  const { configRoot } = findApp(process.cwd());
  return await collectConfigSchemas(
    options.package === undefined ? configRoot : findPackage(options.package, configRoot),
  );
}

function findPackage(name: string, from: string): string {
  const root = findWorkspaceRoot(from) ?? from;
  const workspaces = readManifest(root)?.['workspaces'];
  const patterns = (Array.isArray(workspaces) ? workspaces : []).map(
    pattern => `${String(pattern)}/package.json`,
  );
  const folders = globSync(patterns, { cwd: root }).map(path => dirname(join(root, path)));
  const candidates = [...folders, join(from, 'node_modules', name), join(root, 'node_modules', name)];
  const found = candidates.find(folder => readManifest(folder)?.['name'] === name);
  if (found === undefined)
    throw new InputError(
      `No package '${name}' in the workspace or its node_modules. Install it, or correct the name.`,
    );
  return found;
}
