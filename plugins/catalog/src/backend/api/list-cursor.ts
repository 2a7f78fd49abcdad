import { InputError } from '@portico/errors';
import { z } from 'zod';

const schema = z.object({ limit: z.number().int().min(1), offset: z.number().int().min(0) });

/** Writes where the next page of a list begins, as Base64 of JSON. */
export function encodeListCursor(cursor: z.infer<typeof schema>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

/** Reads what {@link encodeListCursor} wrote. @throws InputError */
export function decodeListCursor(text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
  } catch {
    throw new InputError('Malformed after cursor. Take it unchanged from the link header of the page before');
  }
}
