import { commaList, type Endpoint, type EndpointInput, repeated } from '@portico/http-api';
import { z } from 'zod';
import {
  entityPage,
  entityPath,
  entitySchema,
  facetCounts,
  fieldsParam,
  filterParams,
  limitSchema,
  predicateSchema,
  textSchema,
} from './api-schemas.ts';
import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityValidatePermission,
} from './permissions.ts';

const bodyLimit = 10 * 1024 * 1024;
const permission = catalogEntityReadPermission;

const orderBy = z.object({ field: z.string().min(1), order: z.enum(['asc', 'desc']) });
const totalItems = z.enum(['include', 'exclude']).optional();

function fetchedBy(queryType: string): NonNullable<Endpoint['audit']> {
  return { eventId: 'entity-fetch', meta: ({ params }) => ({ queryType, ...params }) };
}

/** As somebody who reads the audit log would look for it. */
function refIn({ kind = '', namespace = '', name = '' }: Record<string, string>): string {
  return `${kind}:${namespace}/${name}`.toLowerCase();
}

const fullTextFilter = z.object({
  term: z.string().optional(),
  fields: z.array(z.string()).optional(),
});

/** The endpoints that read entities, or do something to one. */
export const entityEndpoints = {
  listEntities: {
    method: 'GET',
    path: '/entities',
    summary: 'Lists entities, all unless there is a limit; see by-query for pages',
    permission,
    audit: fetchedBy('all'),
    query: z.object({
      filter: filterParams,
      fields: fieldsParam,
      order: repeated(z.string()).optional().describe('asc:<field> or desc:<field>'),
      offset: z.number().int().min(0, 'Invalid offset, must be zero or greater').optional(),
      limit: z.number().int().min(1, 'Invalid limit, must be greater than zero').optional(),
      after: z.string().min(1, 'Invalid after, must not be empty').optional(),
    }),
    output: z.array(entitySchema),
  },
  queryEntities: {
    method: 'GET',
    path: '/entities/by-query',
    summary: 'A page of entities, with the cursors of its neighbours',
    permission,
    audit: fetchedBy('by-query'),
    query: z.object({
      filter: filterParams,
      fields: fieldsParam,
      limit: limitSchema.optional(),
      offset: limitSchema.optional(),
      orderField: repeated(z.string()).optional().describe('<field>, <field>,asc or <field>,desc'),
      cursor: z.string().optional(),
      fullTextFilterTerm: z.string().optional(),
      fullTextFilterFields: commaList(z.string()).optional(),
      totalItems,
    }),
    output: entityPage,
  },
  queryEntitiesByPredicate: {
    method: 'POST',
    path: '/entities/by-query',
    summary: 'A page of entities that meet a predicate',
    permission,
    audit: fetchedBy('by-query'),
    bodyLimit,
    body: z.object({
      cursor: z.string().optional(),
      limit: limitSchema.optional(),
      offset: limitSchema.optional(),
      orderBy: z.union([orderBy.transform(order => [order]), z.array(orderBy)]).optional(),
      fullTextFilter: fullTextFilter.optional(),
      fields: z.array(z.string()).optional(),
      totalItems,
      query: predicateSchema.optional(),
    }),
    output: entityPage,
  },
  getEntityByUid: {
    method: 'GET',
    path: '/entities/by-uid/:uid',
    permission,
    audit: fetchedBy('by-uid'),
    output: entitySchema,
    errors: { 404: 'There is no such entity' },
  },
  deleteEntityByUid: {
    method: 'DELETE',
    path: '/entities/by-uid/:uid',
    summary: 'Removes an entity; what still declares it brings it back',
    permission: catalogEntityDeletePermission,
    audit: {
      eventId: 'entity-mutate',
      severityLevel: 'medium',
      meta: ({ params }: EndpointInput) => ({ actionType: 'delete', ...params }),
    },
    status: 204,
  },
  getEntityByName: {
    method: 'GET',
    path: entityPath,
    permission,
    audit: {
      eventId: 'entity-fetch',
      meta: ({ params }: EndpointInput) => ({ queryType: 'by-name', entityRef: refIn(params) }),
    },
    output: entitySchema,
    errors: { 404: 'There is no such entity' },
  },
  getEntityAncestry: {
    method: 'GET',
    path: `${entityPath}/ancestry`,
    summary: 'The entities that led to this one',
    permission,
    audit: {
      eventId: 'entity-fetch',
      meta: ({ params }: EndpointInput) => ({ actionType: 'ancestry', entityRef: refIn(params) }),
    },
    output: z.object({
      rootEntityRef: z.string(),
      items: z.array(z.object({ entity: entitySchema, parentEntityRefs: z.array(z.string()) })),
    }),
    errors: { 404: 'There is no such entity' },
  },
  getEntitiesByRefs: {
    method: 'POST',
    path: '/entities/by-refs',
    summary: 'Entities in the order of their refs, null for those that are not there',
    permission,
    audit: fetchedBy('by-refs'),
    bodyLimit,
    query: z.object({ filter: filterParams, fields: fieldsParam }),
    body: z.object({
      entityRefs: z.array(z.string()),
      fields: z.array(z.string()).optional(),
      query: predicateSchema.optional(),
    }),
    output: z.object({ items: z.array(entitySchema.nullable()) }),
  },
  getEntityFacets: {
    method: 'GET',
    path: '/entity-facets',
    summary: 'How many entities have which values',
    permission,
    audit: { eventId: 'entity-facets' },
    query: z.object({ facet: repeated(z.string()).optional(), filter: filterParams }),
    output: facetCounts,
  },
  getEntityFacetsByPredicate: {
    method: 'POST',
    path: '/entity-facets',
    permission,
    audit: { eventId: 'entity-facets' },
    bodyLimit,
    body: z.object({
      facets: z.array(z.string()).optional(),
      query: predicateSchema.optional(),
      fullTextFilter: fullTextFilter.optional(),
    }),
    output: facetCounts,
  },
  refreshEntity: {
    method: 'POST',
    path: '/refresh',
    summary: 'Has an entity read again, with the locations that led to it',
    audit: {
      eventId: 'entity-mutate',
      severityLevel: 'medium',
      meta: ({ body }: EndpointInput) => ({
        queryType: 'refresh',
        entityRef: (body as { entityRef: string }).entityRef,
      }),
    },
    body: z.object({ entityRef: textSchema, authorizationToken: z.string().optional() }),
    errors: { 404: 'There is no such entity' },
  },
  validateEntity: {
    method: 'POST',
    path: '/validate-entity',
    summary: 'Checks an entity; 400 with { errors } for one that has faults',
    permission: catalogEntityValidatePermission,
    audit: { eventId: 'entity-validate' },
    bodyLimit,
    body: z.unknown(),
  },
} as const satisfies Record<string, Endpoint>;
