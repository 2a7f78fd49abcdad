import type { EntityDiffOperation } from '@portico/catalog-client';
import { fromPointer } from '@portico/catalog-model';

/** What happened to one field: texts that went and texts that came. */
export interface ChangeRow {
  /** `spec.owner`, `metadata.annotations["example.com/x"]`. */
  field: string;
  removed: string[];
  added: string[];
  /** It is about what is wrong: more of it is no gain. */
  isFault?: true;
}

/** A diff as people read it: a row for each field, of lists and long texts only what differs. */
export function toChangeRows(diff: readonly EntityDiffOperation[]): ChangeRow[] {
  return diff.filter(({ path }) => path !== '').map(toRow);
}

/** `spec.owner`; keys that have dots or slashes themselves are quoted. */
export function describeField(pointer: string): string {
  return fromPointer(pointer)
    .map((step, index) => {
      if (/^[\w$-]+$/.test(step)) return index === 0 ? step : `.${step}`;
      return `[${JSON.stringify(step)}]`;
    })
    .join('');
}

function toRow({ path, value, previous }: EntityDiffOperation): ChangeRow {
  const field = describeField(path);
  const before = toTexts(withoutFrame(path, previous));
  const after = toTexts(withoutFrame(path, value));
  const isOrdered = typeof previous === 'string' || typeof value === 'string';
  const isFault = fromPointer(path)[0] === 'status';
  return {
    field,
    ...(isFault && { isFault }),
    ...(isOrdered ? withoutEnds(before, after) : withoutShared(before, after)),
  };
}

/** The status is a list in an object, of which the items are what tells. */
function withoutFrame(path: string, value: unknown): unknown {
  const isFrame = path === '/status' && typeof value === 'object' && value !== null && 'items' in value;
  return isFrame ? value.items : value;
}

/** One text for a value; an item or a line each for lists and texts of several lines. */
function toTexts(value: unknown): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map(toText);
  return typeof value === 'string' ? value.split('\n') : [toText(value)];
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  // Links and status items are told apart by these.
  if (typeof value === 'object' && value !== null) {
    const { title, url, message, targetRef } = value as Record<string, unknown>;
    const telling = [title, url, message, targetRef].filter(part => typeof part === 'string');
    if (telling.length > 0) return telling.join(' · ');
  }
  return JSON.stringify(value);
}

function withoutShared(before: string[], after: string[]): Pick<ChangeRow, 'removed' | 'added'> {
  const [old, now] = [new Set(before), new Set(after)];
  const removed = before.filter(text => !now.has(text));
  const added = after.filter(text => !old.has(text));
  // Only the order has changed.
  if (removed.length === 0 && added.length === 0) return { removed: before, added: after };
  return { removed, added };
}

function withoutEnds(before: string[], after: string[]): Pick<ChangeRow, 'removed' | 'added'> {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    removed: before.slice(start, before.length - end),
    added: after.slice(start, after.length - end),
  };
}
