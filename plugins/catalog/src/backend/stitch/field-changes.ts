import type { JsonValue } from '@portico/config';
import type { Entity } from '@portico/catalog-model';

/** A field that changed. `was` is absent when the field was not there before. */
export interface FieldChange {
  path: string[];
  was?: JsonValue;
}

/** What the history is about: an entity without what only the catalog sets. */
export function toHistoricForm(entity: Entity): Record<string, unknown> {
  const { relations: _relations, ...declared } = entity;
  const { uid: _uid, etag: _etag, ...metadata } = entity.metadata;
  return { ...declared, metadata };
}

/** The changes that lead from what is back to what was. Lists count as one value. */
export function changesBack(
  is: Record<string, unknown>,
  was: Record<string, unknown>,
  path: string[] = [],
  changes: FieldChange[] = [],
): FieldChange[] {
  for (const key of new Set([...Object.keys(is), ...Object.keys(was)])) {
    const now = Object.hasOwn(is, key) ? is[key] : undefined;
    const before = Object.hasOwn(was, key) ? was[key] : undefined;
    if (now === before) continue;
    const here = [...path, key];
    if (isObject(now) && isObject(before)) changesBack(now, before, here, changes);
    else if (!isEqual(now, before)) {
      changes.push(before === undefined ? { path: here } : { path: here, was: before as JsonValue });
    }
  }
  return changes;
}

/** Undoes changes, in a copy. */
export function applyBack(
  is: Record<string, unknown>,
  changes: readonly FieldChange[],
): Record<string, unknown> {
  const result = structuredClone(is);
  for (const change of changes) {
    const last = change.path.at(-1);
    if (last === undefined) continue;
    let target = result;
    for (const step of change.path.slice(0, -1)) {
      const next = Object.hasOwn(target, step) ? target[step] : undefined;
      const object = isObject(next) ? next : {};
      define(target, step, object);
      target = object;
    }
    if (change.was === undefined) delete target[last];
    else define(target, last, change.was);
  }
  return result;
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// An entity may have a field called __proto__.
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
