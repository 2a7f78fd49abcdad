import { InputError } from '@portico/errors';
import { z } from 'zod';
import type { EntityFilter } from '../../entity-filter.ts';

const orderField = z.object({ field: z.string().min(1), order: z.enum(['asc', 'desc']) });
const position = z.tuple([z.string().nullable(), z.string().regex(/^\d{1,15}$/)]);

const cursorSchema = z.object({
  orderFields: z.array(orderField),
  fullTextFilter: z.object({ term: z.string(), fields: z.array(z.string()).optional() }).optional(),
  /** The value that the page before ended with, and the id of its entity. */
  orderFieldValues: position,
  /** Read when it is used, as the predicate is. */
  filter: z.custom<EntityFilter>().optional(),
  query: z.unknown().optional(),
  isPrevious: z.boolean(),
  /** Where the first page began. */
  firstSortFieldValues: position.optional(),
  totalItems: z.number().int().min(0).optional(),
});

/** Where a page begins, and everything that the question was; opaque to clients. */
export type Cursor = z.infer<typeof cursorSchema>;

/** Writes a cursor as Base64 of JSON. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

/**
 * Reads what {@link encodeCursor} wrote.
 *
 * @throws InputError for anything else.
 */
export function decodeCursor(text: string): Cursor {
  const parsed = cursorSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new InputError('Malformed cursor. Take it unchanged from pageInfo of the page before');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString());
  } catch {
    return undefined;
  }
}
