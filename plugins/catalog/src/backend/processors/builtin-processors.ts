import type { CatalogModel } from '@portico/catalog-model';
import type { ScmIntegrations } from '@portico/integration';
import type { CatalogProcessor } from '../../node/processing.ts';
import type { PoliteReader } from '../reading/polite-reader.ts';
import type { YamlReader } from '../reading/yaml-reader.ts';
import type { CatalogRegistries } from '../registries.ts';
import { createAnnotateLocationProcessor } from './annotate-location.ts';
import { createBuiltinKindsProcessor } from './builtin-kinds.ts';
import { createFileReaderProcessor } from './file-reader.ts';
import { createPlaceholderProcessor, createPlaceholderResolvers } from './placeholders.ts';
import { createUrlReaderProcessor } from './url-reader.ts';

/** The processors of the catalog itself, in their order. */
export function createBuiltinProcessors(options: {
  model: CatalogModel;
  integrations: ScmIntegrations;
  reader: PoliteReader;
  yaml: YamlReader;
  registries: CatalogRegistries;
  /** Leaves out those that read files and URLs, and that tell where an entity is from. */
  onlyKinds: boolean;
  onRead(folder: string): void;
}): CatalogProcessor[] {
  const { model, integrations, reader, yaml, registries, onlyKinds, onRead } = options;
  const resolvers = new Map([...createPlaceholderResolvers(yaml), ...registries.placeholderResolvers]);
  const kinds = [
    createPlaceholderProcessor({ reader, integrations, resolvers, onRead }),
    createBuiltinKindsProcessor(model),
  ];
  if (onlyKinds) return kinds;
  return [
    ...kinds,
    createFileReaderProcessor({ onRead }),
    createUrlReaderProcessor(reader),
    createAnnotateLocationProcessor(integrations),
  ];
}
