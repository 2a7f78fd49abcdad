import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineDelete, defineInsert, writeRows } from '../database/batch.ts';
import { toStoredKey } from '../database/refresh-keys.ts';
import type { Emitted } from '../database/states.ts';
import { queueTouched } from '../database/stitch-queue.ts';

/** What an entity emits now, and what it emitted before. */
export interface Emission {
  id: number;
  previous: Emitted;
  relations: Emitted['relations'];
  refreshKeys: readonly string[];
}

const insertRelations = defineInsert(
  'catalog_relations',
  { source_id: 'integer', type_id: 'integer', target_id: 'integer', origin_id: 'integer' },
  'do nothing',
);
const deleteRelations = defineDelete('catalog_relations', {
  source_id: 'integer',
  type_id: 'integer',
  target_id: 'integer',
  origin_id: 'integer',
});
const insertKeys = defineInsert('catalog_refresh_keys', { refresh_key: 'text', id: 'integer' }, 'do nothing');
const deleteKeys = defineDelete('catalog_refresh_keys', { refresh_key: 'text', id: 'integer' });

/**
 * Stores the difference between what entities emitted and what they emit, and
 * has those stitched whose relations changed. Returns what each emits, by id.
 */
export async function storeEmitted(
  tx: StatementRunner,
  emissions: readonly Emission[],
): Promise<Map<number, Emitted>> {
  const changes: Changes = { added: [], removed: [], addedKeys: [], removedKeys: [] };
  const stored = new Map<number, Emitted>();
  for (const emission of emissions) {
    const emitted: Emitted = {
      relations: distinct(emission.relations),
      refreshKeys: [...new Set(emission.refreshKeys.map(toStoredKey))],
    };
    compare(emission, emitted, changes);
    stored.set(emission.id, emitted);
  }
  await writeChanges(tx, changes);
  return stored;
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

async function writeChanges(tx: StatementRunner, changes: Changes): Promise<void> {
  const { added, removed, addedKeys, removedKeys } = changes;
  await writeRows(tx, deleteRelations, removed.sort(byNumbers));
  await writeRows(tx, insertRelations, added.sort(byNumbers));
  await writeRows(tx, deleteKeys, removedKeys);
  await writeRows(tx, insertKeys, addedKeys);
  await queueTouched(
    tx,
    [...added, ...removed].map(([sourceId]) => sourceId),
  );
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
