import type { CatalogProcessorResult, LocationSpec } from './processing.ts';
import { parseEntityDocuments } from './parse-entity-documents.ts';

/**
 * Reads the YAML documents of a file, each as an entity or an error. Empty
 * documents are left out. That the entities are valid is not checked.
 */
export function parseEntityYaml(
  data: string | Buffer,
  location: LocationSpec,
): Iterable<CatalogProcessorResult> {
  return parseEntityDocuments(data, location);
}
