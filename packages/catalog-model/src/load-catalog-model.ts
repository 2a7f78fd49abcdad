import { createCatalogModel, type CatalogModel, type CatalogModelOptions } from './create-catalog-model.ts';

/**
 * Makes the model of a catalog with what extensions add. The compiler for
 * their schemas is loaded only when one of them has a schema.
 *
 * @throws InputError when the extensions contradict the model or each other.
 */
export async function loadCatalogModel(
  options: Omit<CatalogModelOptions, 'compileSchema'> = {},
): Promise<CatalogModel> {
  const { base, extensions = [] } = options;
  const hasSchema =
    base !== undefined ||
    extensions.some(({ kinds, fields }) => kinds.length > 0 || fields.some(({ schema }) => schema));
  if (!hasSchema) return createCatalogModel(options);
  const { createSchemaCompiler } = await import('./compile-schema.ts');
  return createCatalogModel({ ...options, compileSchema: createSchemaCompiler() });
}
