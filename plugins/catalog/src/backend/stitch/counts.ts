import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, inList, listParameter, writeRows } from '../database/batch.ts';
import type { IndexRow } from './index-row.ts';
import { NO_VALUE } from './index-rows.ts';

/** The changes of the kept counts in one batch. */
export interface CountChanges {
  add(keyId: number, kindId: number, row: IndexRow, by: 1 | -1): void;
  addKey(keyId: number, kindId: number, by: 1 | -1): void;
  write(tx: StatementRunner): Promise<void>;
}

/** Knows which keys have so many values that they are not counted one by one. */
export interface CountedKeys {
  isCounted(keyId: number): boolean;
  /** Learns what others have found out. */
  load(db: StatementRunner): Promise<void>;
  /** Takes a value that so many entities have. */
  observe(keyId: number, value: string, entities: number): void;
  /** Stops counting the keys that turned out not to be worth it. */
  settle(tx: StatementRunner): Promise<void>;
  forget(): void;
}

const upsertValues = defineInsert(
  'catalog_value_counts',
  { key_id: 'integer', kind_id: 'integer', value: 'text', original: 'text', n: 'integer' },
  '(key_id, kind_id, value, original) do update set n = catalog_value_counts.n + excluded.n',
);
const upsertKeys = defineInsert(
  'catalog_key_counts',
  { key_id: 'integer', kind_id: 'integer', n: 'integer' },
  '(key_id, kind_id) do update set n = catalog_key_counts.n + excluded.n',
);

type ValueCount = [keyId: number, kindId: number, value: string, original: string, n: number];

/** Gathers changes of counts, to be written once a batch and in one order, so that no two writers wait for each other. */
export function createCountChanges(keys: CountedKeys): CountChanges {
  const values = createNested<Map<string, ValueCount>>(() => new Map());
  const wholes = createNested<{ n: number }>(() => ({ n: 0 }));
  return {
    add(keyId, kindId, row, by) {
      if (row.value === NO_VALUE || !keys.isCounted(keyId)) return;
      const ofKind = values.at(keyId, kindId);
      const original = row.original ?? row.value;
      const known = ofKind.get(original);
      if (known) known[4] += by;
      else ofKind.set(original, [keyId, kindId, row.value, original, by]);
    },
    addKey(keyId, kindId, by) {
      wholes.at(keyId, kindId).n += by;
    },
    async write(tx) {
      const all = [...values.entries()].flatMap(([, , ofKind]) => [...ofKind.values()]);
      for (const [keyId, , value, , n] of all) if (n > 0) keys.observe(keyId, value, n);
      await keys.settle(tx);
      const changed = all.filter(row => row[4] !== 0 && keys.isCounted(row[0]));
      await writeRows(tx, upsertValues, changed.sort(byFields));
      const changedKeys = [...wholes.entries()]
        .map(([keyId, kindId, { n }]) => [keyId, kindId, n] as const)
        .filter(([, , n]) => n !== 0);
      await writeRows(tx, upsertKeys, changedKeys.sort(byFields));
      await deleteZeros(tx, changed, changedKeys);
    },
  };
}

interface Nested<T> {
  at(keyId: number, kindId: number): T;
  entries(): Generator<[keyId: number, kindId: number, T]>;
}

// By numbers: a text for each pair would be made millions of times.
function createNested<T>(create: () => T): Nested<T> {
  const byKey = new Map<number, Map<number, T>>();
  return {
    at(keyId, kindId) {
      let byKind = byKey.get(keyId);
      if (!byKind) byKey.set(keyId, (byKind = new Map<number, T>()));
      let found = byKind.get(kindId);
      if (found === undefined) byKind.set(kindId, (found = create()));
      return found;
    },
    *entries() {
      for (const [keyId, byKind] of byKey) for (const [kindId, found] of byKind) yield [keyId, kindId, found];
    },
  };
}

async function deleteZeros(
  tx: StatementRunner,
  values: readonly ValueCount[],
  keys: readonly (readonly [number, number, number])[],
): Promise<void> {
  const lowered = new Set(values.filter(row => row[4] < 0).map(row => row[0]));
  if (lowered.size > 0) {
    await tx.run(`delete from catalog_value_counts where n <= 0 and key_id ${inList(tx, 'integer')}`, [
      listParameter(tx, lowered),
    ]);
  }
  if (keys.some(row => row[2] < 0)) await tx.run('delete from catalog_key_counts where n <= 0');
}

const unlikelyFrom = 1_000;
const tooManyFrom = 20_000;

/** Keys stop being counted at 20,000 values, or at 1,000 if fewer than four entities share one on the average. */
export function createCountedKeys(): CountedKeys {
  const uncounted = new Set<number>();
  const seen = new Map<number, { rows: number; values: Set<string> }>();
  const settling = new Set<number>();
  return {
    isCounted: keyId => !uncounted.has(keyId),
    async load(db) {
      const rows = await db.all<{ id: number }>('select id from catalog_keys where counted = 0');
      for (const { id } of rows) uncounted.add(id);
    },
    observe(keyId, value, entities) {
      let stats = seen.get(keyId);
      if (!stats) seen.set(keyId, (stats = { rows: 0, values: new Set() }));
      stats.rows += entities;
      const { size } = stats.values.add(value);
      if (size >= tooManyFrom || (size >= unlikelyFrom && size > stats.rows / 4)) settling.add(keyId);
    },
    async settle(tx) {
      if (settling.size === 0) return;
      const list = listParameter(tx, settling);
      await tx.run(`update catalog_keys set counted = 0 where id ${inList(tx, 'integer')}`, [list]);
      await tx.run(`delete from catalog_value_counts where key_id ${inList(tx, 'integer')}`, [list]);
      for (const keyId of settling) {
        uncounted.add(keyId);
        seen.delete(keyId);
      }
      settling.clear();
    },
    forget() {
      uncounted.clear();
      settling.clear();
    },
  };
}

function byFields(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let index = 0; index < 4; index += 1) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
