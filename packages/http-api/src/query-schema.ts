import { z } from 'zod';

/** A list whose items are given one by one: `?facet=kind&facet=spec.type`. */
export function repeated<T extends z.ZodType>(item: T): z.ZodArray<T> {
  return z.array(item);
}

/** A list whose items are given in one text, or one by one: `?fields=kind,metadata.name`. */
export function commaList<T extends z.ZodType>(item: T): z.ZodArray<T> {
  const list = z.array(item);
  commaLists.add(list, {});
  return list;
}

/** Remembers which lists are written with commas, also after `.min()` and the like. */
const commaLists = z.registry<object>();

/** How the texts of one query key become what its schema wants. */
export interface QueryShape {
  kind: 'list' | 'number' | 'boolean' | 'text';
  /** For lists: their items are separated by commas. */
  commas: boolean;
  /** For lists: what each item is. */
  item: 'number' | 'boolean' | 'text';
}

/** Finds out what a schema wants, through everything that is wrapped around it. */
export function queryShapeOf(schema: z.ZodType): QueryShape {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) {
    return { kind: 'list', commas: isCommaList(inner), item: scalarOf(inner.element as z.ZodType) };
  }
  return { kind: scalarOf(inner), commas: false, item: 'text' };
}

function scalarOf(schema: z.ZodType): QueryShape['item'] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNumber) return 'number';
  return inner instanceof z.ZodBoolean ? 'boolean' : 'text';
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  const def = schema.def as { innerType?: z.ZodType };
  return def.innerType ? unwrap(def.innerType) : schema;
}

/** Refining a schema makes a copy of it, which knows the original as its parent. */
function isCommaList(schema: z.ZodType): boolean {
  for (let one: z.ZodType | undefined = schema; one; one = one._zod.parent as z.ZodType | undefined) {
    if (commaLists.has(one)) return true;
  }
  return false;
}
