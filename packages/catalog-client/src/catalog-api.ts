import type { CompoundEntityRef, Entity, ModelBase } from '@portico/catalog-model';
import type {
  CatalogRequestOptions,
  GetEntitiesByRefsRequest,
  GetEntitiesByRefsResponse,
  GetEntitiesRequest,
  GetEntitiesResponse,
  GetEntityAncestorsRequest,
  GetEntityAncestorsResponse,
  GetEntityFacetsRequest,
  GetEntityFacetsResponse,
  QueryEntitiesRequest,
  QueryEntitiesResponse,
  StreamEntitiesRequest,
  ValidateEntityResponse,
} from './entity-requests.ts';
import type { EntityExplanation } from './explanation.ts';
import type { EntityGraph, EntityGraphRequest } from './graph.ts';
import type { EntityAsOf, EntityHistoryRequest, EntityHistoryResponse } from './history.ts';
import type {
  AddLocationRequest,
  AddLocationResponse,
  AnalyzeLocationRequest,
  AnalyzeLocationResponse,
  GetLocationsResponse,
  Location,
  QueryLocationsInitialRequest,
  QueryLocationsRequest,
  QueryLocationsResponse,
  UpdateLocationRequest,
} from './location-requests.ts';

/**
 * The catalog, over its REST API. Every call throws ResponseError when the
 * catalog answers with an error; a 404 is `undefined` where the answer says so.
 */
export interface CatalogApi {
  /** Lists entities, all of them unless there is a limit. For many, see `queryEntities` and `streamEntities`. */
  getEntities(request?: GetEntitiesRequest, options?: CatalogRequestOptions): Promise<GetEntitiesResponse>;
  /** Looks up many refs, in as many requests as their number asks for. */
  getEntitiesByRefs(
    request: GetEntitiesByRefsRequest,
    options?: CatalogRequestOptions,
  ): Promise<GetEntitiesByRefsResponse>;
  /** Answers with a page of entities, the cursors of its neighbours, and how many there are in all. */
  queryEntities(
    request?: QueryEntitiesRequest,
    options?: CatalogRequestOptions,
  ): Promise<QueryEntitiesResponse>;
  /** Walks all entities that match, a page at a time. */
  streamEntities(request?: StreamEntitiesRequest, options?: CatalogRequestOptions): AsyncIterable<Entity[]>;
  getEntityByRef(
    entityRef: string | CompoundEntityRef,
    options?: CatalogRequestOptions,
  ): Promise<Entity | undefined>;
  /** The entity as it was at a time; `undefined` if it was not there, or if its history does not reach back. */
  getEntityAsOf(
    entityRef: string | CompoundEntityRef,
    time: Date | string,
    options?: CatalogRequestOptions,
  ): Promise<EntityAsOf | undefined>;
  /** The entities that led to this one, up to what was registered. */
  getEntityAncestors(
    request: GetEntityAncestorsRequest,
    options?: CatalogRequestOptions,
  ): Promise<GetEntityAncestorsResponse>;
  /** Counts the values of fields. */
  getEntityFacets(
    request: GetEntityFacetsRequest,
    options?: CatalogRequestOptions,
  ): Promise<GetEntityFacetsResponse>;
  /** Removes an entity. What still declares it brings it back. */
  removeEntityByUid(uid: string, options?: CatalogRequestOptions): Promise<void>;
  /** Has an entity and what it comes from read again, soon. */
  refreshEntity(entityRef: string, options?: CatalogRequestOptions): Promise<void>;
  /** Checks an entity as if it came from a location, without adding it. */
  validateEntity(
    entity: Entity,
    locationRef: string,
    options?: CatalogRequestOptions,
  ): Promise<ValidateEntityResponse>;
  /** The entities around others and the relations between them, in one request. */
  getEntityGraph(request: EntityGraphRequest, options?: CatalogRequestOptions): Promise<EntityGraph>;
  /** The kinds that the catalog knows, built-in and the organisation's own, and the relations between them. */
  getModel(request?: object, options?: CatalogRequestOptions): Promise<ModelBase>;
  /** Why an entity is as it is, or why there is none under a ref. */
  explain(entityRef: string | CompoundEntityRef, options?: CatalogRequestOptions): Promise<EntityExplanation>;
  /** The changes of an entity, the latest first; `undefined` for a ref that never was. */
  history(
    entityRef: string | CompoundEntityRef,
    request?: EntityHistoryRequest,
    options?: CatalogRequestOptions,
  ): Promise<EntityHistoryResponse | undefined>;

  getLocations(request?: object, options?: CatalogRequestOptions): Promise<GetLocationsResponse>;
  queryLocations(
    request?: QueryLocationsRequest,
    options?: CatalogRequestOptions,
  ): Promise<QueryLocationsResponse>;
  /** Walks all locations that match, a page at a time. */
  streamLocations(
    request?: QueryLocationsInitialRequest,
    options?: CatalogRequestOptions,
  ): AsyncIterable<Location[]>;
  getLocationById(id: string, options?: CatalogRequestOptions): Promise<Location | undefined>;
  /** @param locationRef - Such as `url:https://host/catalog-info.yaml`. */
  getLocationByRef(locationRef: string, options?: CatalogRequestOptions): Promise<Location | undefined>;
  /** The registered location that an entity comes from. */
  getLocationByEntity(
    entityRef: string | CompoundEntityRef,
    options?: CatalogRequestOptions,
  ): Promise<Location | undefined>;
  addLocation(request: AddLocationRequest, options?: CatalogRequestOptions): Promise<AddLocationResponse>;
  updateLocation(
    id: string,
    location: UpdateLocationRequest,
    options?: CatalogRequestOptions,
  ): Promise<Location>;
  removeLocationById(id: string, options?: CatalogRequestOptions): Promise<void>;
  /** What a location declares, or could declare. */
  analyzeLocation(
    request: AnalyzeLocationRequest,
    options?: CatalogRequestOptions,
  ): Promise<AnalyzeLocationResponse>;
}
