import type { Entity } from '@portico/catalog-model';
import { DEFAULT_NAMESPACE } from '@portico/catalog-model/served';
import { toStorableText } from '../database/storable-text.ts';
import { createIndexPaths, type IndexLeaf, type IndexPath, type IndexPaths } from './index-paths.ts';
import type { IndexRow } from './index-row.ts';

/** Stands for a value that can neither be asked for nor be sorted by. Comes after all others. */
export const NO_VALUE = '\u{10FFFF}';

const maxLength = 200;

/**
 * The rows by which filters find an entity; no two have the same key and value.
 * The same as `buildSearchRows` of the model, but for the uid, and for the
 * `<path>.<item> = true` rows of lists, which `item` stands for. Who builds the
 * rows of many entities keeps `paths` from one to the next.
 */
export function buildIndexRows(entity: Entity, paths: IndexPaths = createIndexPaths()): IndexRow[] {
  const rows: IndexRow[] = [];
  const { root } = paths;
  paths.next();
  visitObject(rows, root, entity as unknown as Record<string, unknown>);
  const metadata = root.child('metadata');
  add(rows, metadata.child('name').leaf, entity.metadata.name, 0);
  add(rows, metadata.child('namespace').leaf, entity.metadata.namespace || DEFAULT_NAMESPACE, 0);
  const relations = root.child('relations');
  for (const { type, targetRef } of entity.relations ?? [])
    add(rows, relations.child(type).leaf, targetRef, 0);
  const level = root.child('status').child('items').child('level');
  for (const item of entity.status?.items ?? []) add(rows, level.leaf, item.level, 0);
  return rows;
}

function visitObject(rows: IndexRow[], path: IndexPath, object: Record<string, unknown>): void {
  for (const key of Object.keys(object)) visit(rows, path.child(key), object[key], 0);
}

function visit(rows: IndexRow[], path: IndexPath, value: unknown, item: 0 | 1): void {
  if (path.isSkipped) return;
  if (typeof value === 'string' || value === null || value === undefined) add(rows, path.leaf, value, item);
  else if (typeof value === 'number' || typeof value === 'boolean') add(rows, path.leaf, String(value), 0);
  else if (Array.isArray(value)) {
    for (const element of value as unknown[]) visit(rows, path, element, typeof element === 'string' ? 1 : 0);
  } else if (typeof value === 'object') visitObject(rows, path, value as Record<string, unknown>);
}

function add(rows: IndexRow[], leaf: IndexLeaf, original: string | null | undefined, item: 0 | 1): void {
  if (leaf.key.length > maxLength) return;
  const lower = original?.toLowerCase();
  const value = lower === undefined || lower.length > maxLength ? NO_VALUE : toStorableText(lower);
  const known = leaf.rowOf(value);
  if (known) {
    known.item ||= item;
    return;
  }
  const isSame = value === NO_VALUE || value === original;
  const row: IndexRow = {
    key: leaf.key,
    value,
    original: isSame ? null : toStorableText(original ?? ''),
    item,
  };
  leaf.remember(row);
  rows.push(row);
}
