export type { CatalogApi } from './catalog-api.ts';
export type { CatalogConnection } from './catalog-requester.ts';
export { createCatalogClient } from './create-catalog-client.ts';
export {
  CATALOG_FILTER_EXISTS,
  type EntityFilterQuery,
  type FilterPredicate,
  type FilterPredicatePrimitive,
  type FilterPredicateValue,
} from './entity-filter.ts';
export type {
  CatalogRequestOptions,
  EntityFieldsQuery,
  EntityOrder,
  EntityOrderQuery,
  GetEntitiesByRefsRequest,
  GetEntitiesByRefsResponse,
  GetEntitiesRequest,
  GetEntitiesResponse,
  GetEntityAncestorsRequest,
  GetEntityAncestorsResponse,
  GetEntityFacetsRequest,
  GetEntityFacetsResponse,
  QueryEntitiesCursorRequest,
  QueryEntitiesInitialRequest,
  QueryEntitiesRequest,
  QueryEntitiesResponse,
  StreamEntitiesRequest,
  ValidateEntityResponse,
} from './entity-requests.ts';
export type {
  EntityExplanation,
  ExplainedAncestor,
  ExplainedConflict,
  ExplainedFetch,
  ExplainedPermission,
  ExplainedProcessor,
  ExplainedRule,
  ExplainedSchedule,
  ExplainedSource,
} from './explanation.ts';
export type { EntityGraph, EntityGraphEdge, EntityGraphNode, EntityGraphRequest } from './graph.ts';
export type {
  EntityAsOf,
  EntityChange,
  EntityChangeCause,
  EntityDiffOperation,
  EntityHistoryRequest,
  EntityHistoryResponse,
} from './history.ts';
export type {
  AddLocationRequest,
  AddLocationResponse,
  AnalyzeLocationEntityField,
  AnalyzeLocationExistingEntity,
  AnalyzeLocationGenerateEntity,
  AnalyzeLocationRequest,
  AnalyzeLocationResponse,
  GetLocationsResponse,
  Location,
  LocationSpec,
  QueryLocationsCursorRequest,
  QueryLocationsInitialRequest,
  QueryLocationsRequest,
  QueryLocationsResponse,
  UpdateLocationRequest,
} from './location-requests.ts';
