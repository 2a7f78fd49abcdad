import { z } from 'zod';
import { markCommaList } from './query-shape.ts';

/** A list whose items are given one by one: `?facet=kind&facet=spec.type`. */
export function repeated<T extends z.ZodType>(item: T): z.ZodArray<T> {
  return z.array(item);
}

/** A list whose items are given in one text, or one by one: `?fields=kind,metadata.name`. */
export function commaList<T extends z.ZodType>(item: T): z.ZodArray<T> {
  const list = z.array(item);
  markCommaList(list);
  return list;
}
