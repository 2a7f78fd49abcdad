import type { LoggerService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import {
  type CatalogModel,
  loadCatalogModel,
  type ModelExtension,
  parseModelExtension,
} from '@portico/catalog-model';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { CatalogRegistries } from './registries.ts';

/**
 * Makes the model: the built-in kinds, what `catalog.model` says (or the files
 * that `catalog.model.files` names, relative to the working directory), and
 * what modules add.
 *
 * @throws InputError when any of it contradicts the rest.
 */
export async function loadModel(
  config: Config,
  registries: CatalogRegistries,
  logger: LoggerService,
): Promise<CatalogModel> {
  const extensions = [...(await readExtensions(config)), ...(await readSources(registries, logger))];
  return loadCatalogModel({ extensions, fieldFormats: registries.fieldFormats });
}

async function readExtensions(config: Config): Promise<ModelExtension[]> {
  const inline = config.getOptional<Record<string, unknown>>('catalog.model');
  if (!inline) return [];
  const { files, ...own } = inline;
  const extensions = [parseModelExtension(own)];
  for (const file of Array.isArray(files) ? (files as unknown[]) : []) {
    const path = resolve(String(file));
    extensions.push(parseModelExtension(parse(await readFile(path, 'utf8')), path));
  }
  return extensions;
}

async function readSources(registries: CatalogRegistries, logger: LoggerService): Promise<ModelExtension[]> {
  const extensions: ModelExtension[] = [];
  for (const source of registries.modelSources) {
    const { signal } = new AbortController();
    // A source may go on for ever; its first word counts.
    for await (const { data } of source.read({ signal })) {
      extensions.push(...data.map(({ layer }) => parseModelExtension(layer, 'a model source')));
      break;
    }
  }
  if (extensions.length > 0)
    logger.info(`The model of the catalog has ${extensions.length} layers from modules`);
  return extensions;
}
