import type { Entity } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';
import type { EntityFilterQuery, FilterPredicate } from './entity-filter.ts';

/** What every call can be told. */
export interface CatalogRequestOptions {
  /** Sent as bearer token. */
  token?: string | undefined;
  /** Ends the call. */
  signal?: AbortSignal | undefined;
}

/** Dotted paths of the parts of an entity to answer with. */
export type EntityFieldsQuery = string[];

/** One field to sort by. */
export interface EntityOrder {
  /** Dotted path. */
  field: string;
  order: 'asc' | 'desc';
}

/** The fields to sort by, the weightiest first. */
export type EntityOrderQuery = EntityOrder | EntityOrder[];

/** The request of `getEntities`. */
export interface GetEntitiesRequest {
  filter?: EntityFilterQuery | undefined;
  fields?: EntityFieldsQuery | undefined;
  order?: EntityOrderQuery | undefined;
  /** How many to skip. */
  offset?: number | undefined;
  /** The most to answer with; all unless given. */
  limit?: number | undefined;
  /** Where a page before ended. */
  after?: string | undefined;
}

/** The answer of `getEntities`. */
export interface GetEntitiesResponse {
  items: Entity[];
}

/** The request of `getEntitiesByRefs`. */
export interface GetEntitiesByRefsRequest {
  entityRefs: string[];
  fields?: EntityFieldsQuery | undefined;
  filter?: EntityFilterQuery | undefined;
  query?: FilterPredicate | undefined;
}

/** The answer of `getEntitiesByRefs`. */
export interface GetEntitiesByRefsResponse {
  /** In the order of the refs; `undefined` for what is not there, does not match or may not be seen. */
  items: (Entity | undefined)[];
}

/** The request of `getEntityAncestors`. */
export interface GetEntityAncestorsRequest {
  entityRef: string;
}

/** The answer of `getEntityAncestors`. */
export interface GetEntityAncestorsResponse {
  rootEntityRef: string;
  items: { entity: Entity; parentEntityRefs: string[] }[];
}

/** The request of `getEntityFacets`. */
export interface GetEntityFacetsRequest {
  /** Dotted paths to count the values of. */
  facets: string[];
  filter?: EntityFilterQuery | undefined;
  query?: FilterPredicate | undefined;
  /** Counts entities with a field that holds the term. A catalog that does not know it counts them all. */
  fullTextFilter?: { term: string; fields?: string[] | undefined } | undefined;
}

/** The answer of `getEntityFacets`. */
export interface GetEntityFacetsResponse {
  facets: Record<string, { value: string; count: number }[]>;
}

/** The request of `queryEntities`: for the first page, or with a cursor for another one. */
export type QueryEntitiesRequest = QueryEntitiesInitialRequest | QueryEntitiesCursorRequest;

/** Asks for the first page. */
export interface QueryEntitiesInitialRequest {
  fields?: EntityFieldsQuery | undefined;
  /** Entities in a page; 200 unless given. */
  limit?: number | undefined;
  offset?: number | undefined;
  filter?: EntityFilterQuery | undefined;
  query?: FilterPredicate | undefined;
  orderFields?: EntityOrderQuery | undefined;
  /** Entities with a field that holds the term. */
  fullTextFilter?: { term: string; fields?: string[] | undefined } | undefined;
  /** Whether to count; without, `totalItems` is 0. */
  totalItems?: 'include' | 'exclude' | undefined;
}

/** Asks for the page that a cursor points to. */
export interface QueryEntitiesCursorRequest {
  cursor: string;
  fields?: EntityFieldsQuery | undefined;
  limit?: number | undefined;
}

/** The answer of `queryEntities`. */
export interface QueryEntitiesResponse {
  items: Entity[];
  totalItems: number;
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/** The request of `streamEntities`. */
export interface StreamEntitiesRequest extends Omit<QueryEntitiesInitialRequest, 'limit' | 'offset'> {
  /** Entities in a page; 500 unless given. */
  pageSize?: number | undefined;
}

/** The answer of `validateEntity`. */
export type ValidateEntityResponse = { valid: true } | { valid: false; errors: SerializedError[] };
