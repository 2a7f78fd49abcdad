import type { z } from 'zod';

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
  if (isType<z.ZodArray>(inner, 'array')) {
    return { kind: 'list', commas: isCommaList(inner), item: scalarOf(inner.element as z.ZodType) };
  }
  return { kind: scalarOf(inner), commas: false, item: 'text' };
}

/** Remembers that the items of a list are written with commas, also after `.min()` and the like. */
export function markCommaList(list: z.ZodArray): void {
  commaLists.add(list);
}

const commaLists = new WeakSet<z.ZodType>();

/** Refining a schema makes a copy of it, which knows the original as its parent. */
function isCommaList(schema: z.ZodType): boolean {
  for (let one: z.ZodType | undefined = schema; one; one = one._zod.parent as z.ZodType | undefined) {
    if (commaLists.has(one)) return true;
  }
  return false;
}

function scalarOf(schema: z.ZodType): QueryShape['item'] {
  const inner = unwrap(schema);
  if (isType<z.ZodNumber>(inner, 'number')) return 'number';
  return isType<z.ZodBoolean>(inner, 'boolean') ? 'boolean' : 'text';
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (isType<z.ZodPipe>(schema, 'pipe')) return unwrap(schema.in as z.ZodType);
  const def = schema.def as { innerType?: z.ZodType };
  return def.innerType ? unwrap(def.innerType) : schema;
}

/** By its name rather than its class: Zod is loaded by whoever defines an API, and is no burden to others. */
function isType<T extends z.ZodType>(schema: z.ZodType, type: T['def']['type']): schema is T {
  return schema.def.type === type;
}
