export {
  catalogServiceRef,
  createCatalogService,
  type CatalogService,
  type CatalogServiceOptions,
} from './node/catalog-service.ts';
export {
  catalogAnalysisExtensionPoint,
  catalogLocationsExtensionPoint,
  catalogModelExtensionPoint,
  catalogProcessingExtensionPoint,
  type AnalyzeLocationExistingEntity,
  type AnalyzeLocationGenerateEntity,
  type AnalyzeLocationRequest,
  type AnalyzeLocationResponse,
  type CatalogAnalysisExtensionPoint,
  type CatalogLocationsExtensionPoint,
  type CatalogModelExtensionPoint,
  type CatalogProcessingExtensionPoint,
  type LocationAnalyzer,
  type ScmLocationAnalyzer,
} from './node/extension-points.ts';
export { locationSpecToLocationEntity, locationSpecToMetadataName } from './node/location-entity.ts';
export type { CatalogModelSource } from './node/model-source.ts';
export { parseEntityYaml } from './node/parse-entity-yaml.ts';
export type {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  CatalogProcessorEntityResult,
  CatalogProcessorErrorResult,
  CatalogProcessorLocationResult,
  CatalogProcessorParser,
  CatalogProcessorRefreshKeysResult,
  CatalogProcessorRelationResult,
  CatalogProcessorResult,
  DeferredEntity,
  EntityRelationSpec,
  LocationSpec,
  PlaceholderResolver,
  PlaceholderResolverParams,
  PlaceholderResolverRead,
  PlaceholderResolverResolveUrl,
} from './node/processing.ts';
export { processingResult } from './node/processing-result.ts';
export type {
  EntityProvider,
  EntityProviderConnection,
  EntityProviderMutation,
  EntityProviderRefreshOptions,
} from './node/providers.ts';
export {
  catalogScmEventsServiceRef,
  createScmEventsService,
  type CatalogScmEvent,
  type CatalogScmEventContext,
  type CatalogScmEventsService,
} from './node/scm-events.ts';
