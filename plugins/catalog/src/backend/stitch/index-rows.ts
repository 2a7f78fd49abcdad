import { DEFAULT_NAMESPACE, type Entity } from '@portico/catalog-model';

/** A row of the attribute index, before its key is made a number. */
export interface IndexRow {
  /** Dotted path in lower case. */
  key: string;
  /** In lower case; {@link NO_VALUE} for nothing and for what is too long. */
  value: string;
  /** As it was written, if that differs. */
  original: string | null;
  /** Whether it is a text in a list. */
  item: 0 | 1;
}

/** Stands for a value that can neither be asked for nor be sorted by. Comes after all others. */
export const NO_VALUE = '\u{10FFFF}';

const maxLength = 200;

// What is not searched by, or is added with a meaning of its own. The uid is found through its ref.
const skipped = new Set([
  'attachments',
  'relations',
  'status',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
]);

/**
 * The rows by which filters find an entity. The same as `buildSearchRows` of
 * the model, but for the uid, and for the `<path>.<item> = true` rows of lists,
 * which `item` stands for. Keyed by key and value, so that none comes twice.
 */
export function buildIndexRows(entity: Entity): Map<string, IndexRow> {
  const rows = new Map<string, IndexRow>();
  visitObject(rows, '', entity as unknown as Record<string, unknown>);
  add(rows, 'metadata.name', entity.metadata.name, 0);
  add(rows, 'metadata.namespace', entity.metadata.namespace || DEFAULT_NAMESPACE, 0);
  for (const { type, targetRef } of entity.relations ?? []) add(rows, `relations.${type}`, targetRef, 0);
  for (const { level } of entity.status?.items ?? []) add(rows, 'status.items.level', level, 0);
  return rows;
}

function visitObject(rows: Map<string, IndexRow>, path: string, object: Record<string, unknown>): void {
  for (const key of Object.keys(object)) visit(rows, path ? `${path}.${key}` : key, object[key], 0);
}

function visit(rows: Map<string, IndexRow>, path: string, value: unknown, item: 0 | 1): void {
  if (skipped.has(path)) return;
  if (typeof value === 'string' || value === null || value === undefined) add(rows, path, value, item);
  else if (typeof value === 'number' || typeof value === 'boolean') add(rows, path, String(value), 0);
  else if (Array.isArray(value)) {
    for (const element of value as unknown[]) visit(rows, path, element, typeof element === 'string' ? 1 : 0);
  } else if (typeof value === 'object') visitObject(rows, path, value as Record<string, unknown>);
}

function add(
  rows: Map<string, IndexRow>,
  path: string,
  original: string | null | undefined,
  item: 0 | 1,
): void {
  const key = path.toLowerCase();
  if (key.length > maxLength) return;
  const lower = original?.toLowerCase();
  const value = lower === undefined || lower.length > maxLength ? NO_VALUE : toStorable(lower);
  const id = `${key}\n${value}`;
  const known = rows.get(id);
  if (known) {
    known.item ||= item;
    return;
  }
  const isSame = value === NO_VALUE || value === original;
  rows.set(id, { key, value, original: isSame ? null : toStorable(original ?? ''), item });
}

// PostgreSQL takes no NUL in a text.
function toStorable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
