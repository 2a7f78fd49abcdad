import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';
import { ConflictError, InputError } from '@portico/errors';
import { findWorkspaceRoot, readManifest } from '../app/find-app.ts';
import { print } from '../print.ts';
import { addToApp } from './add-to-app.ts';
import { ask } from './ask.ts';
import { pluginParts, type NewPackage, type PluginParts } from './new-package.ts';
import { pluginFiles } from './plugin-files.ts';

/** The options of `portico plugin new`. */
export interface NewPluginOptions {
  moduleOf?: string;
  parts?: PluginParts;
  folder?: string;
  scope: string;
}

/** What is wanted, by the arguments or by answers. */
interface Wanted {
  id: string;
  moduleOf: string | undefined;
  parts: PluginParts;
}

/**
 * `portico plugin new`: writes a package with a plugin or module, and adds it
 * to the app.
 *
 * @throws InputError for ids that are none, and when there is nobody to ask.
 * @throws ConflictError when the folder is not empty.
 */
export async function newPlugin(id: string | undefined, options: NewPluginOptions): Promise<void> {
  const { moduleOf, parts = 'backend' } = options;
  const wanted = id === undefined ? await askWhat(options) : { id, moduleOf, parts };
  const described = describePackage(wanted, options.scope);
  const root = findWorkspaceRoot(process.cwd()) ?? process.cwd();
  const folder = resolve(options.folder ?? join(root, 'plugins', described.folderName));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new ConflictError(`The folder '${folder}' is not empty. Choose another one with --folder.`);
  }
  for (const [name, content] of Object.entries(pluginFiles(described))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  printNext(described, { root, folder });
}

function printNext(described: NewPackage, { root, folder }: { root: string; folder: string }): void {
  const path = relative(root, folder);
  const { app, remaining } = addToApp(described, { isInWorkspace: isInWorkspace(root, path) });
  const written = `Written to '${relative(process.cwd(), folder) || '.'}'`;
  print(app === undefined ? `${written}. Next:` : `${written}, and added to '${relative(root, app)}'. Next:`);
  const open = described.parts === 'backend' ? '' : `, and open /${described.id}`;
  const steps = [...remaining, 'npm install', `npx vitest run ${path}`, `npx portico start --dev${open}`];
  for (const [index, step] of steps.entries()) print(`  ${index + 1}. ${step}`);
}

/** Whether `npm install` links the package to its name. */
function isInWorkspace(root: string, path: string): boolean {
  const patterns = readManifest(root)?.['workspaces'];
  return Array.isArray(patterns) && patterns.some(pattern => matchesGlob(path, String(pattern)));
}

async function askWhat(options: NewPluginOptions): Promise<Wanted> {
  if (!process.stdin.isTTY) {
    throw new InputError(
      'The id is missing, and there is nobody to ask. Give it as an argument: portico plugin new <id>',
    );
  }
  const given = options.moduleOf ?? (options.parts === undefined ? undefined : '');
  const known = given === undefined ? [] : [given];
  const answers = await ask(answered => nextQuestion([...known, ...answered], options.parts), {
    input: process.stdin,
    output: process.stdout,
  });
  const [moduleOf = '', id = '', parts = options.parts ?? 'backend'] = [...known, ...answers];
  return { id, moduleOf: moduleOf === '' ? undefined : moduleOf, parts: readParts(parts) };
}

function nextQuestion(
  [moduleOf, id, parts]: readonly string[],
  given: PluginParts | undefined,
): string | undefined {
  if (moduleOf === undefined) return 'Module of which plugin (nothing for a plugin of its own)?';
  if (id === undefined) return moduleOf === '' ? 'Id of the plugin?' : 'Id of the module?';
  if (moduleOf !== '' || given !== undefined || parts !== undefined) return undefined;
  return 'Its parts: backend, web or both (nothing for backend)?';
}

function readParts(answer: string): PluginParts {
  const parts = pluginParts.find(known => known === (answer || 'backend'));
  if (parts === undefined) throw new InputError(`'${answer}' is none of '${pluginParts.join("', '")}'.`);
  return parts;
}

function describePackage({ id, moduleOf, parts }: Wanted, scope: string): NewPackage {
  for (const given of moduleOf === undefined ? [id] : [id, moduleOf]) {
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(given)) {
      throw new InputError(
        `'${given}' is no id. Start with a letter, and use only lower case letters, digits and single hyphens.`,
      );
    }
  }
  if (!/^@[a-z0-9][a-z0-9._-]*$/.test(scope))
    throw new InputError(`'${scope}' is no scope. Write it like '@internal'.`);
  const folderName = moduleOf === undefined ? id : `${moduleOf}-module-${id}`;
  return {
    id,
    parts,
    folderName,
    packageName: `${scope}/plugin-${folderName}`,
    ...(moduleOf !== undefined && { moduleOf }),
  };
}
