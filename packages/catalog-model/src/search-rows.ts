import { InputError } from '@portico/errors';
import { DEFAULT_NAMESPACE, type Entity } from './entity.ts';
import { createProblem, type EntityProblem } from './entity-problem.ts';
import { problemText } from './problem-texts.ts';

/** One value of an entity by which it can be found. */
export interface SearchRow {
  /** Dotted path in lower case: `metadata.tags`, `relations.ownedby`. */
  key: string;
  /** The value in lower case; `null` for nothing and for what is longer than 200 characters. */
  value: string | null;
  /** The value as it was written, or `null` as above. */
  originalValue: string | null;
}

const maxLength = 200;

// What is not searched by, or is added with a meaning of its own at the end.
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
 * The rows by which filters find an entity: one per value, under its dotted
 * path. A list gives its items the same key, and each text in it also
 * `<path>.<text>` with the value `true`. Of the status, `status.items.level` is found.
 * No row comes twice.
 *
 * @throws InputError when two keys differ only in the case of their letters.
 */
export function buildSearchRows(entity: Entity): SearchRow[] {
  const rows = createRowCollector();
  visit(rows, '', entity);
  const { metadata } = entity;
  rows.add('metadata.name', metadata.name);
  rows.add('metadata.namespace', metadata.namespace || DEFAULT_NAMESPACE);
  rows.add('metadata.uid', metadata.uid);
  for (const relation of entity.relations ?? []) rows.add(`relations.${relation.type}`, relation.targetRef);
  // Messages change too often to be searched by; how grave they are does not.
  for (const { level } of entity.status?.items ?? []) rows.add('status.items.level', level);
  if (rows.collisions.length > 0) {
    const keys = rows.collisions.map(key => `'${key}'`).join(', ');
    throw new InputError(`Entity has duplicate keys that vary only in casing, ${keys}. Keep one of each`);
  }
  return rows.rows;
}

/** Tells in advance what {@link buildSearchRows} would refuse. */
export function checkSearchKeys(entity: Entity): EntityProblem[] {
  const rows = createRowCollector();
  visit(rows, '', entity);
  return rows.collisions.map(key => {
    const hint = problemText('hint.oneCase');
    const message = problemText('sameLetters', { field: key });
    return createProblem('schema', key.split('.').slice(0, 2), message, { hint });
  });
}

type Leaf = string | number | boolean | null | undefined;

interface RowCollector {
  rows: SearchRow[];
  /** Keys in lower case that were written in more than one way. */
  collisions: string[];
  add(path: string, value: Leaf): void;
  addItem(path: string): void;
}

function createRowCollector(): RowCollector {
  const rows: SearchRow[] = [];
  const collisions: string[] = [];
  const spelling = new Map<string, string>();
  const items = new Set<string>();
  // Values of the keys that come more than once; most keys never get here.
  const repeated = new Map<string, Set<string | null>>();

  const add = (path: string, value: Leaf): void => {
    const key = path.toLowerCase();
    const known = spelling.get(key);
    if (known !== undefined && known !== path && !collisions.includes(key)) collisions.push(key);
    if (key.length > maxLength) {
      spelling.set(key, known ?? path);
      return;
    }
    const original = value === undefined || value === null ? null : String(value);
    const lower = original === null ? null : original.toLowerCase();
    const row: SearchRow =
      lower === null || lower.length > maxLength
        ? { key, value: null, originalValue: null }
        : { key, value: lower, originalValue: original };
    if (known === undefined) spelling.set(key, path);
    else if (isRepeated(row)) return;
    rows.push(row);
  };

  const isRepeated = ({ key, value }: SearchRow): boolean => {
    let values = repeated.get(key);
    if (!values) {
      values = new Set(rows.filter(row => row.key === key).map(row => row.value));
      repeated.set(key, values);
    }
    const isKnown = values.has(value);
    values.add(value);
    return isKnown;
  };

  const addItem = (path: string): void => {
    const key = path.toLowerCase();
    if (items.has(key)) return;
    items.add(key);
    add(path, true);
  };

  return { rows, collisions, add, addItem };
}

function visit(rows: RowCollector, path: string, value: unknown): void {
  if (skipped.has(path)) return;
  if (isLeaf(value)) {
    rows.add(path, value);
  } else if (Array.isArray(value)) {
    for (const item of value) {
      visit(rows, path, item);
      if (typeof item === 'string') rows.addItem(`${path}.${item}`);
    }
  } else if (typeof value === 'object') {
    for (const key of Object.keys(value)) {
      visit(rows, path ? `${path}.${key}` : key, (value as Record<string, unknown>)[key]);
    }
  }
}

function isLeaf(value: unknown): value is Leaf {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
