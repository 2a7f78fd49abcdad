import type { ModelExtension } from '@portico/catalog-model';

/** Something that adds kinds, fields and relations to the model of the catalog. */
export interface CatalogModelSource {
  read(options: { signal: AbortSignal }): AsyncGenerator<{ data: { layer: unknown }[] }>;
}

/** A layer that was made with Portico's own model. */
export interface ModelExtensionLayer {
  extension: ModelExtension;
}
