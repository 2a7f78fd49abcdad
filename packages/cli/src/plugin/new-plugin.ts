import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ConflictError, InputError } from '@portico/errors';
import { findWorkspaceRoot } from '../app/find-app.ts';
import { print } from '../print.ts';
import { ask } from './ask.ts';
import { moduleFiles, pluginFiles, type NewPackage } from './plugin-files.ts';

/** The options of `portico plugin new`. */
export interface NewPluginOptions {
  moduleOf?: string;
  folder?: string;
  scope: string;
}

/**
 * `portico plugin new`: writes a package with a plugin or module.
 *
 * @throws InputError for ids that are none, and when there is nobody to ask.
 * @throws ConflictError when the folder is not empty.
 */
export async function newPlugin(id: string | undefined, options: NewPluginOptions): Promise<void> {
  const wanted = id === undefined ? await askWhat(options) : { id, moduleOf: options.moduleOf };
  const described = describePackage(wanted, options.scope);
  const root = findWorkspaceRoot(process.cwd()) ?? process.cwd();
  const folder = resolve(options.folder ?? join(root, 'plugins', described.folderName));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new ConflictError(`The folder '${folder}' is not empty. Choose another one with --folder.`);
  }
  for (const [name, content] of Object.entries(
    wanted.moduleOf === undefined ? pluginFiles(described) : moduleFiles(described),
  )) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  print(`Written to '${relative(process.cwd(), folder) || '.'}'. Next:`);
  print('  1. npm install');
  print(`  2. npx vitest run ${relative(root, folder)}`);
  print(`  3. Add it in the backend.ts of the app: backend.add(import('${described.packageName}'));`);
}

async function askWhat(options: NewPluginOptions): Promise<{ id: string; moduleOf: string | undefined }> {
  if (!process.stdin.isTTY) {
    throw new InputError(
      'The id is missing, and there is nobody to ask. Give it as an argument: portico plugin new <id>',
    );
  }
  const given = options.moduleOf === undefined ? [] : [options.moduleOf];
  const answers = await ask(answered => nextQuestion([...given, ...answered]), {
    input: process.stdin,
    output: process.stdout,
  });
  const [moduleOf = '', id = ''] = [...given, ...answers];
  return { id, moduleOf: moduleOf === '' ? undefined : moduleOf };
}

function nextQuestion([moduleOf, id]: readonly string[]): string | undefined {
  if (moduleOf === undefined) return 'Module of which plugin (nothing for a plugin of its own)?';
  if (id === undefined) return moduleOf === '' ? 'Id of the plugin?' : 'Id of the module?';
  return undefined;
}

function describePackage(
  { id, moduleOf }: { id: string; moduleOf: string | undefined },
  scope: string,
): NewPackage {
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
    folderName,
    packageName: `${scope}/plugin-${folderName}`,
    ...(moduleOf !== undefined && { moduleOf }),
  };
}
