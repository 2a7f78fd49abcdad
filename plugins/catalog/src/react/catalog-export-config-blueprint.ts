import type { StreamEntitiesRequest } from '@portico/catalog-client';
import {
  createExtensionBlueprint,
  createExtensionDataRef,
  type ApiHolder,
} from '@portico/frontend-plugin-api';

/** A column of an export. */
export interface CatalogExportColumn {
  /** The dotted path of the value in the entity: `metadata.name`, `spec.owner`. */
  entityFilterKey: string;
  /** Default: the path. */
  title?: string;
}

/** Writes what the filters of the list leave, piece by piece. */
export type CatalogExporter = (options: {
  apis: ApiHolder;
  columns: CatalogExportColumn[];
  /** What `streamEntities` of the catalog's client takes. */
  streamRequest?: StreamEntitiesRequest;
}) => { generator: AsyncGenerator<string, void, unknown>; contentType: string };

/** Changes how the list of entities is exported. */
export interface CatalogExportCustomization {
  /** Further formats by the ending of their files; a label stands in the menu, else the format. */
  exporters?: Record<string, { exporter: CatalogExporter; label?: string }>;
  /** Which values are exported, in place of the usual ones. */
  columns?: CatalogExportColumn[];
  /** Called when a file is complete. */
  onSuccess?: () => void;
  /** Called when it failed, in place of the message to the user. */
  onError?: (failure: { error: Error }) => void;
}

/** A customisation of the export. */
export const catalogExportCustomizationRef = createExtensionDataRef<CatalogExportCustomization>().with({
  id: 'catalog.export-customization',
});

/**
 * Changes the export of the list: `catalog-export-config:<plugin id>[/<name>]`.
 * Formats add up; of columns and callbacks the first one that is attached counts.
 */
export const CatalogExportConfigBlueprint = createExtensionBlueprint({
  kind: 'catalog-export-config',
  attachTo: { id: 'page:catalog', input: 'exportConfig' },
  output: [catalogExportCustomizationRef],
  dataRefs: { customization: catalogExportCustomizationRef },
  factory: (params: CatalogExportCustomization) => [catalogExportCustomizationRef(params)],
});
