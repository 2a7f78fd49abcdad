import type { Entity } from '@portico/catalog-model';
import { InputError, ResponseError, type SerializedError } from '@portico/errors';
import type { CatalogApi } from './catalog-api.ts';
import type { CatalogRequest, CatalogRequester } from './catalog-requester.ts';
import { joinConditions, needsPredicate, toFilterParams, type FilterPredicate } from './entity-filter.ts';
import type {
  CatalogRequestOptions,
  EntityOrderQuery,
  GetEntitiesByRefsRequest,
  GetEntityFacetsRequest,
  QueryEntitiesCursorRequest,
  QueryEntitiesInitialRequest,
  QueryEntitiesRequest,
  QueryEntitiesResponse,
  StreamEntitiesRequest,
  ValidateEntityResponse,
} from './entity-requests.ts';
import { entityPath, pathSegment } from './path-segment.ts';
import { splitRefs } from './split-refs.ts';

const defaultPageSize = 500;

type EntityCalls = Omit<
  CatalogApi,
  `${string}Location${string}` | 'explain' | 'history' | 'getEntityAsOf' | 'getEntityGraph' | 'getModel'
>;

/** The calls that are about entities. */
export function createEntityCalls(requester: CatalogRequester): EntityCalls {
  const queryEntities: CatalogApi['queryEntities'] = async (request = {}, options) =>
    requester.readJson<QueryEntitiesResponse>(toQueryRequest(request), options);
  return {
    queryEntities,
    async getEntities({ filter, fields, order, offset, limit, after } = {}, options) {
      const sorting = listOrders(order).map(({ field, order: direction }) => `${direction}:${field}`);
      const query = {
        filter: toFilterParams(filter),
        fields: joinFields(fields),
        order: sorting,
        offset,
        limit,
        after,
      };
      return { items: await requester.readJson<Entity[]>({ path: '/entities', query }, options) };
    },
    async getEntitiesByRefs(request, options) {
      const items: (Entity | undefined)[] = [];
      for (const refs of splitRefs(request.entityRefs)) {
        const page = await requester.readJson<{ items: (Entity | null)[] }>(
          toRefsRequest(request, refs),
          options,
        );
        for (const item of page.items) items.push(item ?? undefined);
      }
      return { items };
    },
    streamEntities: (request, options) => streamEntities(queryEntities, request, options),
    getEntityByRef: async (entityRef, options) =>
      requester.readOptionalJson<Entity>({ path: entityPath(entityRef) }, options),
    getEntityAncestors: async ({ entityRef }, options) =>
      requester.readJson({ path: `${entityPath(entityRef)}/ancestry` }, options),
    getEntityFacets: async (request, options) => requester.readJson(toFacetsRequest(request), options),
    removeEntityByUid: async (uid, options) =>
      requester.expectOk({ method: 'DELETE', path: `/entities/by-uid/${pathSegment(uid)}` }, options),
    refreshEntity: (entityRef, options) =>
      requester.expectOk({ method: 'POST', path: '/refresh', body: { entityRef } }, options),
    async validateEntity(entity, locationRef, options) {
      const body = { entity, location: locationRef };
      const response = await requester.send({ method: 'POST', path: '/validate-entity', body }, options);
      return readVerdict(response);
    },
  };
}

async function* streamEntities(
  queryEntities: CatalogApi['queryEntities'],
  { pageSize = defaultPageSize, ...request }: StreamEntitiesRequest = {},
  options?: CatalogRequestOptions,
): AsyncGenerator<Entity[]> {
  let page = await queryEntities({ ...request, limit: pageSize }, options);
  yield page.items;
  while (page.pageInfo.nextCursor) {
    const { fields } = request;
    page = await queryEntities({ cursor: page.pageInfo.nextCursor, fields, limit: pageSize }, options);
    yield page.items;
  }
}

function toQueryRequest(request: QueryEntitiesRequest): CatalogRequest {
  const path = '/entities/by-query';
  if (isCursorRequest(request)) {
    const { cursor, fields, limit } = request;
    if (isPredicateCursor(cursor)) return { method: 'POST', path, body: { cursor, fields, limit } };
    return { path, query: { cursor, fields: joinFields(fields), limit } };
  }
  const { fields, limit, offset, filter, query, orderFields, fullTextFilter, totalItems } = request;
  if (query !== undefined || needsPredicate(filter)) {
    const body = {
      fields,
      limit,
      offset,
      fullTextFilter,
      totalItems,
      query: joinConditions(checkQuery(query), filter),
    };
    return { method: 'POST', path, body: orderFields ? { ...body, orderBy: listOrders(orderFields) } : body };
  }
  const paging = { fields: joinFields(fields), limit, offset, totalItems };
  return { path, query: { ...paging, ...toSelection({ filter, orderFields, fullTextFilter }) } };
}

function toSelection(request: QueryEntitiesInitialRequest): NonNullable<CatalogRequest['query']> {
  const { filter, orderFields, fullTextFilter } = request;
  return {
    filter: toFilterParams(filter),
    orderField: listOrders(orderFields).map(({ field, order }) => `${field},${order}`),
    fullTextFilterTerm: fullTextFilter?.term.trim() || undefined,
    fullTextFilterFields: joinFields(fullTextFilter?.fields),
  };
}

function toRefsRequest(
  { fields, filter, query }: GetEntitiesByRefsRequest,
  entityRefs: string[],
): CatalogRequest {
  const request = { method: 'POST', path: '/entities/by-refs' } as const;
  if (query === undefined && !needsPredicate(filter)) {
    return { ...request, query: { filter: toFilterParams(filter) }, body: { entityRefs, fields } };
  }
  return { ...request, body: { entityRefs, fields, query: joinConditions(checkQuery(query), filter) } };
}

function toFacetsRequest(request: GetEntityFacetsRequest): CatalogRequest {
  const { facets, filter, query, fullTextFilter } = request;
  const path = '/entity-facets';
  if (query === undefined && fullTextFilter === undefined && !needsPredicate(filter)) {
    return { path, query: { facet: facets, filter: toFilterParams(filter) } };
  }
  const condition = joinConditions(checkQuery(query), filter);
  return { method: 'POST', path, body: { facets, query: condition, fullTextFilter } };
}

function checkQuery(query: FilterPredicate | undefined): FilterPredicate | undefined {
  if (query === undefined || (typeof query === 'object' && query !== null && !Array.isArray(query)))
    return query;
  throw new InputError(
    `The query must be an object and is ${JSON.stringify(query)}. Write { "path": value }`,
  );
}

function isCursorRequest(request: QueryEntitiesRequest): request is QueryEntitiesCursorRequest {
  return 'cursor' in request && Boolean(request.cursor);
}

// A cursor that came from a predicate is only understood where predicates are.
function isPredicateCursor(cursor: string): boolean {
  try {
    const decoded: unknown = JSON.parse(atob(cursor));
    return typeof decoded === 'object' && decoded !== null && 'query' in decoded;
  } catch {
    return false;
  }
}

function joinFields(fields: string[] | undefined): string | undefined {
  return fields?.length ? fields.join(',') : undefined;
}

function listOrders(order: EntityOrderQuery = []): { field: string; order: 'asc' | 'desc' }[] {
  return Array.isArray(order) ? order : [order];
}

async function readVerdict(response: Response): Promise<ValidateEntityResponse> {
  if (response.ok) {
    await response.body?.cancel();
    return { valid: true };
  }
  const text = await response.text();
  const errors = response.status === 400 ? readErrors(text) : undefined;
  if (errors) return { valid: false, errors };
  const { status, statusText, headers } = response;
  throw await ResponseError.fromResponse({ status, statusText, headers, text: async () => text });
}

/** The faults in the answer; `undefined` if the request itself was refused. */
function readErrors(text: string): SerializedError[] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const isList =
      typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors);
    return isList ? (body.errors as SerializedError[]) : undefined;
  } catch {
    return undefined;
  }
}
