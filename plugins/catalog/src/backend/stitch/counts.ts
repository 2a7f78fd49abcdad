import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, inList, listParameter, writeRows } from '../database/batch.ts';
import { numberOf } from '../database/interned-names.ts';
import type { IndexRow } from './index-row.ts';
import { NO_VALUE } from './index-rows.ts';

/** The changes of the kept counts in one batch. */
export interface CountChanges {
  add(kind: string, row: IndexRow, by: 1 | -1): void;
  addKey(kind: string, key: string, by: 1 | -1): void;
  /** To be called when nobody else writes counts, with what is known by then. */
  write(tx: StatementRunner, ids: NameIds): Promise<void>;
}

/** The numbers of all kinds and keys that have a part in a batch. */
export interface NameIds {
  kinds: ReadonlyMap<string, number>;
  keys: ReadonlyMap<string, number>;
}

/** Knows which keys have so many values that they are not counted one by one. */
export interface CountedKeys {
  /** As it was when it was last loaded: a key that is not counted never is again. */
  isCounted(key: string): boolean;
  /** Learns what has been stored. */
  load(db: StatementRunner): Promise<void>;
  /** Takes a value that so many entities have. */
  observe(key: string, value: string, entities: number): void;
  /** Stores which keys turned out not to be worth counting, and tells them. */
  settle(tx: StatementRunner, keyIds: ReadonlyMap<string, number>): Promise<ReadonlySet<string>>;
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

type ValueRow = [keyId: number, kindId: number, value: string, original: string, n: number];
type KeyRow = [keyId: number, kindId: number, n: number];

/** Gathers changes of counts, to be written once a batch and in one order, so that no two writers wait for each other. */
export function createCountChanges(counted: CountedKeys): CountChanges {
  const values = createNested<Map<string, { value: string; n: number }>>(() => new Map());
  const wholes = createNested<{ n: number }>(() => ({ n: 0 }));

  function observeValues(): void {
    for (const [key, , ofKind] of values.entries()) {
      for (const { value, n } of ofKind.values()) if (n > 0) counted.observe(key, value, n);
    }
  }

  return {
    add(kind, { key, value, original }, by) {
      if (value === NO_VALUE || !counted.isCounted(key)) return;
      const ofKind = values.at(key, kind);
      const known = ofKind.get(original ?? value);
      if (known) known.n += by;
      else ofKind.set(original ?? value, { value, n: by });
    },
    addKey(kind, key, by) {
      wholes.at(key, kind).n += by;
    },
    async write(tx, { keys, kinds }) {
      observeValues();
      const settled = await counted.settle(tx, keys);
      const valueRows: ValueRow[] = [];
      for (const [key, kind, ofKind] of values.entries()) {
        if (settled.has(key) || !counted.isCounted(key)) continue;
        const [keyId, kindId] = [numberOf(keys, key), numberOf(kinds, kind)];
        for (const [original, { value, n }] of ofKind)
          if (n !== 0) valueRows.push([keyId, kindId, value, original, n]);
      }
      await writeRows(tx, upsertValues, valueRows.sort(byFields));
      const keyRows = [...wholes.entries()]
        .map(([key, kind, { n }]): KeyRow => [numberOf(keys, key), numberOf(kinds, kind), n])
        .filter(([, , n]) => n !== 0);
      await writeRows(tx, upsertKeys, keyRows.sort(byFields));
      await deleteZeros(tx, valueRows, keyRows);
    },
  };
}

interface Nested<T> {
  at(key: string, kind: string): T;
  entries(): Generator<[key: string, kind: string, T]>;
}

// In two steps: a text for each pair would be made millions of times.
function createNested<T>(create: () => T): Nested<T> {
  const byKey = new Map<string, Map<string, T>>();
  return {
    at(key, kind) {
      let byKind = byKey.get(key);
      if (!byKind) byKey.set(key, (byKind = new Map<string, T>()));
      let found = byKind.get(kind);
      if (found === undefined) byKind.set(kind, (found = create()));
      return found;
    },
    *entries() {
      for (const [key, byKind] of byKey) for (const [kind, found] of byKind) yield [key, kind, found];
    },
  };
}

async function deleteZeros(
  tx: StatementRunner,
  values: readonly ValueRow[],
  keys: readonly KeyRow[],
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
  let uncounted: ReadonlySet<string> = new Set();
  const seen = new Map<string, { rows: number; values: Set<string> }>();
  const tooMany = new Set<string>();
  return {
    isCounted: key => !uncounted.has(key),
    async load(db) {
      const rows = await db.all<{ key: string }>(
        'select search_key as key from catalog_keys where counted = 0',
      );
      uncounted = new Set(rows.map(({ key }) => key));
    },
    observe(key, value, entities) {
      let stats = seen.get(key);
      if (!stats) seen.set(key, (stats = { rows: 0, values: new Set() }));
      stats.rows += entities;
      const { size } = stats.values.add(value);
      if (size >= tooManyFrom || (size >= unlikelyFrom && size > stats.rows / 4)) tooMany.add(key);
    },
    async settle(tx, keyIds) {
      const settled = new Set(tooMany);
      if (settled.size === 0) return settled;
      tooMany.clear();
      for (const key of settled) seen.delete(key);
      const list = listParameter(
        tx,
        [...settled].map(key => numberOf(keyIds, key)),
      );
      await tx.run(`update catalog_keys set counted = 0 where id ${inList(tx, 'integer')}`, [list]);
      await tx.run(`delete from catalog_value_counts where key_id ${inList(tx, 'integer')}`, [list]);
      return settled;
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
