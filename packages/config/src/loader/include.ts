import { dirname, extname, resolve } from 'node:path';
import { isAlias, isMap, isScalar, type Node } from 'yaml';
import type { ConfigNode, ConfigPath } from './config-node.ts';
import { parseYaml, type YamlDocument } from './parse-yaml.ts';
import type { ConfigPlace } from './problem.ts';
import { missingVariables, type TransformContext } from './transform-context.ts';

/** The keys that make an object an include. */
export const includeKeys: ReadonlySet<string> = new Set(['$env', '$file', '$include']);

/** An include as it was written, with the variables of its argument put in. */
export interface Include {
  key: string;
  argument: string;
  path: ConfigPath;
  place: ConfigPlace;
  /** Reports an error at the include, and gives the node that stands for it. */
  fail: (message: string) => ConfigNode;
  context: TransformContext;
}

/**
 * Resolves `$env` (a variable), `$file` (the text of a file, without blanks at
 * its end) and `$include` (the data of a `.json`, `.yaml` or `.yml` file, with
 * `#a.b` a part of it). Paths are relative to the file that holds them.
 */
export function resolveInclude(include: Include): ConfigNode {
  const { key, argument, place, fail, context } = include;
  const via = `${key} ${argument}`;
  if (key === '$env') {
    const value = context.lookUp(argument);
    return value === undefined
      ? missingVariables({ ...place, via }, [argument], context)
      : { place: { ...place, via }, value };
  }
  const { file } = context.document.place;
  if (file === undefined)
    return fail(
      `${key} cannot be used in a configuration that is read from a URL. Write the value, or a \${VARIABLE}.`,
    );
  if (key === '$include') return includeData(include, dirname(file));
  const text = readText(resolve(dirname(file), argument), include);
  return typeof text === 'string' ? { place: { ...place, via }, value: text.trimEnd() } : text;
}

function includeData(include: Include, folder: string): ConfigNode {
  const { argument, path, fail, context } = include;
  const separator = argument.indexOf('#');
  const [name, pointer] =
    separator === -1 ? [argument, ''] : [argument.slice(0, separator), argument.slice(separator + 1)];
  if (!['.json', '.yaml', '.yml'].includes(extname(name))) {
    return fail(
      `Cannot include '${name}': only .json, .yaml and .yml files hold data. For the text of a file, use $file.`,
    );
  }
  const file = resolve(folder, name);
  const step = pointer === '' ? file : `${file}#${pointer}`;
  if (context.chain.includes(step)) {
    return fail(
      `The includes go in a circle: ${[...context.chain, step].join(' -> ')}. Take one of them out.`,
    );
  }
  const text = readText(file, include);
  if (typeof text !== 'string') return text;
  const document = parseYaml(text, { source: context.document.place.source, file }, context.report);
  if (!document) return { place: include.place, value: undefined };
  const part = selectPart(document, pointer);
  if (part === undefined)
    return fail(`The included file '${file}' has no '${pointer}'. Correct the part behind the '#'.`);
  return context.transform(part, path, {
    ...context,
    document,
    via: `$include ${argument}`,
    chain: [...context.chain, step],
  });
}

function readText(file: string, { key, fail, context }: Include): string | ConfigNode {
  try {
    return context.readFile(file);
  } catch (error) {
    return fail(`Cannot read '${file}' for ${key}: ${readFailure(error)}.`);
  }
}

/** Why a file could not be read, in words, and what to do. */
export function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'it does not exist. Create it or correct the path';
  if (code === 'EACCES') return 'this process may not read it. Change its permissions';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
}

/** The node at a dotted key; `undefined` when there is none. */
function selectPart({ root, document }: YamlDocument, pointer: string): Node | null | undefined {
  let node: Node | null | undefined = root;
  for (const part of pointer === '' ? [] : pointer.split('.')) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isMap(node)) return undefined;
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part);
    if (!pair) return undefined;
    node = pair.value as Node | null;
  }
  return node;
}
