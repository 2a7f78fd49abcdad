import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineDelete, defineInsert, writeRows } from '../database/batch.ts';
import { toStoredKey } from '../database/refresh-keys.ts';
import type { Emitted } from '../database/states.ts';
import { type ChangeCause, queueStitching, type StitchNeeds } from '../database/stitch-queue.ts';
import { writeTogether } from '../database/write-together.ts';

/** What an entity emits now, and what it emitted before. */
export interface Emission {
  id: number;
  previous: Emitted;
  relations: Emitted['relations'];
  refreshKeys: readonly string[];
}

const relationColumns = {
  source_id: 'integer',
  type_id: 'integer',
  target_id: 'integer',
  origin_id: 'integer',
} as const;
// What was emitted before is known, and is not inserted again: to look for conflicts would take PostgreSQL as long again.
const insertRelations = defineInsert('catalog_relations', relationColumns);
const repairRelations = defineInsert('catalog_relations', relationColumns, 'do nothing');
const deleteRelations = defineDelete('catalog_relations', relationColumns);
const insertKeys = defineInsert('catalog_refresh_keys', { refresh_key: 'text', id: 'integer' }, 'do nothing');
const deleteKeys = defineDelete('catalog_refresh_keys', { refresh_key: 'text', id: 'integer' });

/** What entities emit, and where that is being stored. */
export interface EmissionStorage {
  /** What each emits, by its id. */
  emitted: Map<number, Emitted>;
  /** Resolves when it is stored. */
  stored: Promise<void>;
}

/**
 * Stores the difference between what entities emitted and what they emit, and
 * has those stitched whose relations changed, and those that `changed` themselves.
 * Fails if a relation is there that was not known to be, unless this `isRepair`.
 */
export function storeEmitted(
  tx: StatementRunner,
  emissions: readonly Emission[],
  options: { cause: ChangeCause; changed?: readonly number[]; isRepair?: boolean },
): EmissionStorage {
  const changes: Changes = { added: [], removed: [], addedKeys: [], removedKeys: [] };
  const all = new Map<number, Emitted>();
  for (const emission of emissions) {
    const emitted: Emitted = {
      relations: distinct(emission.relations),
      refreshKeys: [...new Set(emission.refreshKeys.map(toStoredKey))],
    };
    compare(emission, emitted, changes);
    all.set(emission.id, emitted);
  }
  return { emitted: all, stored: writeChanges(tx, changes, options) };
}

type Relation = Emitted['relations'][number];

interface Changes {
  added: [...Relation, originId: number][];
  removed: [...Relation, originId: number][];
  addedKeys: [key: string, id: number][];
  removedKeys: [key: string, id: number][];
}

function compare({ id, previous }: Emission, emitted: Emitted, changes: Changes): void {
  const before = new Map(previous.relations.map(relation => [relation.join(), relation]));
  for (const relation of emitted.relations) {
    if (before.size > 0 && before.delete(relation.join())) continue;
    changes.added.push([relation[0], relation[1], relation[2], id]);
  }
  for (const relation of before.values()) changes.removed.push([...relation, id]);
  const keys = new Set(previous.refreshKeys);
  for (const key of emitted.refreshKeys) if (!keys.delete(key)) changes.addedKeys.push([key, id]);
  for (const key of keys) changes.removedKeys.push([key, id]);
}

async function writeChanges(
  tx: StatementRunner,
  { added, removed, addedKeys, removedKeys }: Changes,
  { isRepair, ...needs }: Pick<StitchNeeds, 'cause' | 'changed'> & { isRepair?: boolean },
): Promise<void> {
  await writeTogether([
    writeRows(tx, deleteRelations, removed.sort(byNumbers)),
    writeRows(tx, isRepair ? repairRelations : insertRelations, added.sort(byNumbers)),
    writeRows(tx, deleteKeys, removedKeys),
    writeRows(tx, insertKeys, addedKeys),
    queueStitching(tx, { ...needs, touched: [...added, ...removed].map(([sourceId]) => sourceId) }),
  ]);
}

function distinct(relations: Relation[]): Relation[] {
  if (relations.length < 2) return relations;
  const sorted = relations.sort(byNumbers);
  return sorted.filter(
    (relation, index) => index === 0 || byNumbers(relation, sorted[index - 1] ?? []) !== 0,
  );
}

function byNumbers(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
