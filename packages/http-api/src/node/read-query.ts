import { parse } from 'node:querystring';
import type { z } from 'zod';
import { queryShapeOf, type QueryShape } from '../query-shape.ts';

/** Makes what a query schema wants out of the texts of a URL. */
export type QueryReader = (search: string) => Record<string, unknown>;

/** At most so many `key=value` pairs are read. */
const maxPairs = 2000;

/**
 * Compiles the reader for a query schema. It only gives texts the right type:
 * what does not fit stays as it is, for the schema to say so.
 */
export function createQueryReader(schema: z.ZodObject): QueryReader {
  const shapes = Object.entries(schema.shape).map(([key, field]): [string, QueryShape] => [
    key,
    queryShapeOf(field as z.ZodType),
  ]);
  return search => {
    const query: Record<string, unknown> = {};
    if (search === '') return query;
    const texts = parse(search, '&', '=', { maxKeys: maxPairs });
    for (const [key, shape] of shapes) {
      const value = texts[key];
      if (value !== undefined) query[key] = toShape(value, shape);
    }
    return query;
  };
}

function toShape(value: string | string[], { kind, commas, item }: QueryShape): unknown {
  if (kind !== 'list') return typeof value === 'string' ? toScalar(value, kind) : value;
  const texts = typeof value === 'string' ? [value] : value;
  const items = commas
    ? texts.flatMap(text => text.split(',').map(part => part.trim())).filter(Boolean)
    : texts;
  return item === 'text' ? items : items.map(text => toScalar(text, item));
}

function toScalar(text: string, kind: QueryShape['item']): unknown {
  if (kind === 'number') return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
  if (kind === 'boolean') return toBoolean(text) ?? text;
  return text;
}

/** Yes and no as people write them. */
function toBoolean(text: string): boolean | undefined {
  if (/^(?:true|yes|y|on|1)$/i.test(text)) return true;
  return /^(?:false|no|n|off|0)$/i.test(text) ? false : undefined;
}
