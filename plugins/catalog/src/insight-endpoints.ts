import type { DeclaredMetadata, KindDefinition, RelationPair } from '@portico/catalog-model';
import type { Endpoint } from '@portico/http-api';
import { z } from 'zod';
import { entityAsOfSchema, entityPath, explanationSchema, historySchema } from './api-schemas.ts';
import {
  catalogEntityReadPermission,
  catalogIngestionManagePermission,
  catalogIngestionReadPermission,
  unprocessedEntitiesDeletePermission,
  unprocessedEntitiesReadPermission,
} from './permissions.ts';

const unprocessed = z.object({
  type: z.enum(['failed', 'pending']),
  entities: z.array(z.looseObject({ entity_id: z.string(), entity_ref: z.string() })),
});

const absentEntity = z.object({
  entityRef: z.string(),
  target: z.string().optional().describe('What a location points to'),
  message: z.string().describe('The first of its faults'),
});

const heldRemovals = z.object({
  provider: z.string(),
  heldAt: z.string().describe('When it was held back first, ISO 8601'),
  seenAt: z.string().describe('When the provider said the same last, ISO 8601'),
  owned: z.number().describe('How much the provider owned then'),
  count: z.number().describe('How much it would have removed'),
  sample: z.array(z.string()).describe('Some of the refs'),
});

/** The endpoints that tell why things are as they are. */
export const insightEndpoints = {
  explain: {
    method: 'GET',
    path: '/explain',
    summary: 'Why an entity is as it is, or why there is none under a ref',
    permission: catalogEntityReadPermission,
    query: z.object({ ref: z.string().min(1) }),
    output: explanationSchema,
  },
  getEntityHistory: {
    method: 'GET',
    path: `${entityPath}/history`,
    summary: 'The changes of an entity, the latest first',
    permission: catalogEntityReadPermission,
    query: z.object({ limit: z.number().int().min(1).optional(), cursor: z.string().optional() }),
    output: historySchema,
    errors: { 404: 'There never was such an entity' },
  },
  getEntityAsOf: {
    method: 'GET',
    path: `${entityPath}/history/as-of`,
    summary: 'An entity as it was at a time',
    permission: catalogEntityReadPermission,
    query: z.object({ at: z.string().describe('ISO 8601') }),
    output: entityAsOfSchema,
    errors: { 404: 'There was no such entity then, or the history does not reach back' },
  },
  getModel: {
    method: 'GET',
    path: '/model',
    summary: 'The kinds of entities and the relations between them, as data',
    output: z.object({
      kinds: z.array(z.custom<KindDefinition>()),
      relations: z.array(z.custom<RelationPair>()),
      metadata: z.custom<DeclaredMetadata>().describe('Annotations, labels and tags that are declared'),
    }),
  },
  listHeldRemovals: {
    method: 'GET',
    path: '/providers/held',
    summary: 'Removals of providers that were too many to be believed',
    permission: catalogIngestionReadPermission,
    output: z.object({ items: z.array(heldRemovals) }),
  },
  releaseHeldRemovals: {
    method: 'POST',
    path: '/providers/:name/release',
    summary: 'Removes what is held back for a provider',
    permission: catalogIngestionManagePermission,
    audit: {
      eventId: 'entity-mutate',
      severityLevel: 'medium',
      meta: ({ params }) => ({ actionType: 'release', ...params }),
    },
    output: z.object({ removed: z.number() }),
    errors: { 404: 'Nothing is held back for this provider' },
  },
  listFailedEntities: {
    method: 'GET',
    path: '/entities/unprocessed/failed',
    permission: unprocessedEntitiesReadPermission,
    query: z.object({ owner: z.string().optional() }),
    output: unprocessed,
  },
  listAbsentEntities: {
    method: 'GET',
    path: '/entities/unprocessed/absent',
    summary: 'What is declared and has never got into the catalog, with the reason, by pages',
    permission: unprocessedEntitiesReadPermission,
    query: z.object({
      limit: z.number().int().min(1).max(1_000).optional().describe('200 unless given'),
      cursor: z.string().optional(),
    }),
    output: z.object({
      items: z.array(absentEntity),
      totalItems: z.number(),
      pageInfo: z.object({ nextCursor: z.string().optional() }),
    }),
  },
  listPendingEntities: {
    method: 'GET',
    path: '/entities/unprocessed/pending',
    permission: unprocessedEntitiesReadPermission,
    query: z.object({ owner: z.string().optional() }),
    output: unprocessed,
  },
  deleteUnprocessedEntity: {
    method: 'DELETE',
    path: '/entities/unprocessed/delete/:entity_id',
    permission: unprocessedEntitiesDeletePermission,
    audit: {
      eventId: 'entity-mutate',
      severityLevel: 'medium',
      meta: ({ params }) => ({ actionType: 'delete', ...params }),
    },
    status: 204,
  },
} as const satisfies Record<string, Endpoint>;
