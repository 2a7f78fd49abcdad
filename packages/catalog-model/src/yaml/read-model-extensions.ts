import { parse } from 'yaml';
import { parseModelExtension, type ModelExtension } from '../model-extension.ts';

/**
 * Reads `catalog.model` of a configuration: what it says itself, and then the
 * YAML files that its `files` names.
 *
 * @param data - The value of `catalog.model`; nothing without one.
 * @param readFile - Resolves to the text of a file, which is relative to wherever the app runs.
 * @throws InputError that names every fault with its file and path.
 */
export async function readModelExtensions(
  data: unknown,
  readFile: (path: string) => Promise<string>,
): Promise<ModelExtension[]> {
  if (typeof data !== 'object' || data === null) return [];
  const { files, ...own } = { files: undefined, ...data };
  const extensions = [parseModelExtension(own)];
  for (const file of Array.isArray(files) ? (files as unknown[]).map(String) : [])
    extensions.push(parseModelExtension(parse(await readFile(file)), file));
  return extensions;
}
