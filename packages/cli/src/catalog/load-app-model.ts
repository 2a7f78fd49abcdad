import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadCatalogModel, type CatalogModel } from '@portico/catalog-model';
import { readModelExtensions } from '@portico/catalog-model/yaml';
import { readAppConfig } from './read-app-config.ts';

/**
 * The model of the app around the working folder, `catalog.model` included;
 * the built-in kinds where there is no app.
 *
 * @throws InputError when the model contradicts itself.
 */
export async function loadAppModel(sources?: readonly string[]): Promise<CatalogModel> {
  const app = await readAppConfig(sources);
  if (!app) return loadCatalogModel();
  const extensions = await readModelExtensions(app.config.getOptional('catalog.model'), async file =>
    readFileSync(resolve(app.folder, file), 'utf8'),
  );
  return loadCatalogModel({ extensions });
}
