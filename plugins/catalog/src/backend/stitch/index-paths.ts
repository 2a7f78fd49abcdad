import { toStorableText } from '../database/storable-text.ts';
import type { IndexRow } from './index-row.ts';

/**
 * The paths at which entities have values, as a tree: thousands of entities
 * have the same few, and to put each together anew takes longer than all else.
 */
export interface IndexPaths {
  root: IndexPath;
  /** Begins with another entity. */
  next(): void;
}

/** A place in an entity. */
export interface IndexPath {
  /** What is here is not searched by, or is added with a meaning of its own. */
  isSkipped: boolean;
  leaf: IndexLeaf;
  child(key: string): IndexPath;
}

/** A key of the index; paths that differ by case only share it. */
export interface IndexLeaf {
  /** Dotted path in lower case. */
  key: string;
  /** The row with a value that the current entity has here. */
  rowOf(value: string): IndexRow | undefined;
  remember(row: IndexRow): void;
}

// The uid is found through its ref.
const skipped = new Set([
  'attachments',
  'relations',
  'status',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
]);

// Entities may have annotations of their own.
const pathLimit = 20_000;

/** Makes an empty tree. It forgets all when it has become too large. */
export function createIndexPaths(): IndexPaths {
  let entity = 0;
  let count = 0;
  let leaves = new Map<string, IndexLeaf>();

  function createLeaf(key: string): IndexLeaf {
    let lastEntity = 0;
    let first: IndexRow | undefined;
    let more: Map<string, IndexRow> | undefined;
    return {
      key,
      rowOf(value) {
        if (lastEntity !== entity) return undefined;
        return first?.value === value ? first : more?.get(value);
      },
      remember(row) {
        if (lastEntity !== entity) {
          lastEntity = entity;
          first = row;
          more = undefined;
        } else (more ??= new Map()).set(row.value, row);
      },
    };
  }

  function createPath(path: string): IndexPath {
    const children = new Map<string, IndexPath>();
    const key = toStorableText(path.toLowerCase());
    const leaf = leaves.get(key) ?? createLeaf(key);
    leaves.set(key, leaf);
    count += 1;
    return {
      isSkipped: skipped.has(path),
      leaf,
      child(name) {
        const known = children.get(name);
        if (known) return known;
        const made = createPath(path ? `${path}.${name}` : name);
        children.set(name, made);
        return made;
      },
    };
  }

  const paths: IndexPaths = {
    root: createPath(''),
    next() {
      entity += 1;
      if (count < pathLimit) return;
      count = 0;
      leaves = new Map();
      paths.root = createPath('');
    },
  };
  return paths;
}
