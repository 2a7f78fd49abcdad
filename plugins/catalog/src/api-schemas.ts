import type {
  EntityAsOf,
  EntityExplanation,
  EntityHistoryResponse,
  FilterPredicate,
} from '@portico/catalog-client';
import type { Entity, EntityProblem } from '@portico/catalog-model';
import { commaList, repeated } from '@portico/http-api';
import { z } from 'zod';

/** An entity, or the fields of it that were asked for. */
export const entitySchema: z.ZodType<Entity> = z
  .looseObject({
    apiVersion: z.string().optional(),
    kind: z.string().optional(),
    metadata: z.looseObject({ name: z.string().optional() }).optional(),
    spec: z.looseObject({}).optional(),
    relations: z.array(z.looseObject({ type: z.string(), targetRef: z.string() })).optional(),
  })
  .meta({ id: 'Entity' }) as unknown as z.ZodType<Entity>;

/** `filter=kind=component,spec.type=service&filter=kind=api`. */
export const filterParams = repeated(z.string())
  .optional()
  .describe(
    'Statements key=value or key, separated by commas, which must all be true. Of several filters, one must be',
  );

/** Dotted paths of the parts to answer with. */
export const fieldsParam = commaList(z.string())
  .optional()
  .describe('Dotted paths of the parts to answer with');

/** An object of dotted paths and values, or of `$all`, `$any`, `$not`; read by the handler, which tells faults better. */
export const predicateSchema: z.ZodType<FilterPredicate> = z.custom<FilterPredicate>().meta({
  id: 'FilterPredicate',
  description:
    'Dotted paths with values, $exists, $in, $contains or $hasPrefix; or $all, $any, $not of predicates',
});

/** A text that can be stored. */
export const textSchema = z
  .string()
  .min(1)
  .refine(text => !text.includes('\0'), 'There is a NUL character in it');

/** From 0 to as many as there are. */
export const limitSchema = z.number().int().min(0);

/** A page of entities. */
export const entityPage = z.object({
  items: z.array(entitySchema),
  totalItems: z.number(),
  pageInfo: z.object({ nextCursor: z.string().optional(), prevCursor: z.string().optional() }),
});

/** Counts by facet. */
export const facetCounts = z.object({
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.number() }))),
});

/** A registered location. */
export const locationSchema = z
  .object({ id: z.string(), type: z.string(), target: z.string(), entityRef: z.string() })
  .meta({ id: 'Location' });

/** The path of an entity. */
export const entityPath = '/entities/by-name/:kind/:namespace/:name';

const problem: z.ZodType<EntityProblem> = z.looseObject({
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  pointer: z.string(),
}) as unknown as z.ZodType<EntityProblem>;

/** What `explain` answers; its type tells more. */
export const explanationSchema: z.ZodType<EntityExplanation> = z
  .looseObject({
    entityRef: z.string(),
    state: z.enum(['present', 'stale', 'pending', 'failing', 'orphan', 'removed', 'absent']),
    summary: z.string(),
    problems: z.array(problem),
    similar: z.array(z.string()),
  })
  .meta({ id: 'EntityExplanation' }) as unknown as z.ZodType<EntityExplanation>;

/** The changes of an entity; its type tells more. */
export const historySchema: z.ZodType<EntityHistoryResponse> = z
  .looseObject({
    items: z.array(
      z.looseObject({ id: z.string(), at: z.string(), type: z.enum(['created', 'updated', 'removed']) }),
    ),
    pageInfo: z.object({ nextCursor: z.string().optional() }),
  })
  .meta({ id: 'EntityHistory' }) as unknown as z.ZodType<EntityHistoryResponse>;

/** An entity as it was. */
export const entityAsOfSchema: z.ZodType<EntityAsOf> = z.object({
  entity: entitySchema,
  changeId: z.string(),
  at: z.string(),
});
