/**
 * Something that adds kinds, fields, relations, annotations, labels and tags to
 * the model of the catalog: layers that `@backstage/catalog-model/alpha` makes,
 * or what may stand under `catalog.model` in the configuration, as data.
 */
export interface CatalogModelSource {
  read(options: { signal: AbortSignal }): AsyncGenerator<{ data: { layer: unknown }[] }>;
}
