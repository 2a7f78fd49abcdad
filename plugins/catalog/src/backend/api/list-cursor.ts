import { z } from 'zod';
import { decodeJsonCursor, encodeJsonCursor } from '../query/json-cursor.ts';

const schema = z.object({ limit: z.number().int().min(1), offset: z.number().int().min(0) });

/** Writes where the next page of a list begins, as Base64 of JSON. */
export function encodeListCursor(cursor: z.infer<typeof schema>): string {
  return encodeJsonCursor(cursor);
}

/** Reads what {@link encodeListCursor} wrote. @throws InputError */
export function decodeListCursor(text: string): z.infer<typeof schema> {
  const message = 'Malformed after cursor. Take it unchanged from the link header of the page before';
  return decodeJsonCursor(text, schema, message);
}
