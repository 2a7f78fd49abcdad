import type { EntityGraph } from '@portico/catalog-client';
import { type Endpoint, type EndpointInput, repeated } from '@portico/http-api';
import { z } from 'zod';
import { textSchema } from './api-schemas.ts';
import { catalogEntityReadPermission } from './permissions.ts';

const node = z.object({
  entityRef: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  title: z.string().optional(),
  type: z.string().optional(),
  depth: z.number().describe('How many relations it is away from the nearest root'),
  isMissing: z.literal(true).optional().describe('There is no such entity, or you may not see it'),
  more: z.number().optional().describe('How many of its neighbours are left out'),
});

const graph: z.ZodType<EntityGraph> = z
  .object({
    rootRefs: z.array(z.string()),
    nodes: z.array(node),
    edges: z.array(z.object({ sourceRef: z.string(), type: z.string(), targetRef: z.string() })),
    relationPairs: z.array(z.array(z.string())).describe('Which types are opposite to each other'),
    isCut: z.boolean().describe('There are more within the depth than the limit lets through'),
  })
  .meta({ id: 'EntityGraph' }) as unknown as z.ZodType<EntityGraph>;

/** The endpoint that draws a map around entities. */
export const graphEndpoint = {
  getEntityGraph: {
    method: 'GET',
    path: '/entities/graph',
    summary: 'The entities around others, with the relations between them',
    permission: catalogEntityReadPermission,
    audit: {
      eventId: 'entity-fetch',
      meta: ({ query }: EndpointInput) => ({
        queryType: 'graph',
        entityRefs: (query as { ref: string[] }).ref,
      }),
    },
    query: z.object({
      ref: repeated(textSchema).describe('Where it begins; up to 100'),
      depth: z.number().int().min(0).max(100).optional().describe('2 unless given'),
      relation: repeated(z.string()).optional().describe('Follows relations of these types only'),
      kind: repeated(z.string()).optional().describe('Goes to entities of these kinds only'),
      limit: z.number().int().min(1).max(5000).optional().describe('Entities at most; 1000 unless given'),
    }),
    output: graph,
  },
} as const satisfies Record<string, Endpoint>;
