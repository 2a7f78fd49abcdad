import type { LoggerService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import {
  builtinModelBase,
  type CatalogModel,
  loadCatalogModel,
  type ModelExtension,
  parseModelExtension,
} from '@portico/catalog-model';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { applyLayers } from './model/apply-layers.ts';
import { isModelLayer, parseModelLayer } from './model/layer-operations.ts';
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
  const layers = await readSources(registries);
  if (layers.length > 0) logger.info(`The model of the catalog has ${layers.length} layers from modules`);
  const published = layers.filter(isModelLayer).map(parseModelLayer);
  const own = layers
    .filter(layer => !isModelLayer(layer))
    .map(layer => parseModelExtension(layer, 'a model source'));
  return loadCatalogModel({
    ...(published.length > 0 && { base: applyLayers(builtinModelBase, published) }),
    extensions: [...(await readExtensions(config)), ...own],
    fieldFormats: registries.fieldFormats,
  });
}

/** Logs, whenever `catalog.model` changes while the process runs, that the model is read at the start. */
export function tellOfModelChanges(config: Config, logger: LoggerService): void {
  const read = (): string | undefined => JSON.stringify(config.getOptional('catalog.model'));
  let last = read();
  config.subscribe?.(() => {
    const text = read();
    if (text === last) return;
    last = text;
    logger.warn('catalog.model has changed, but the model is read at the start. Restart to apply it');
  });
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

async function readSources(registries: CatalogRegistries): Promise<unknown[]> {
  const layers: unknown[] = [];
  for (const source of registries.modelSources) {
    const { signal } = new AbortController();
    // A source may go on for ever; its first word counts.
    for await (const { data } of source.read({ signal })) {
      layers.push(...data.map(({ layer }) => layer));
      break;
    }
  }
  return layers;
}
