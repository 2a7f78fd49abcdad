import { InputError } from '@portico/errors';
import type { z } from 'zod';

/** Writes where the next page begins, as Base64 of JSON. */
export function encodeJsonCursor(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64');
}

/** Reads what {@link encodeJsonCursor} wrote. @throws InputError with the message for anything else. */
export function decodeJsonCursor<T>(
  text: string,
  schema: z.ZodType<T>,
  message = 'Malformed cursor. Take it unchanged from pageInfo of the page before',
): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
  } catch {
    throw new InputError(message);
  }
}
