import { createStatementRunner, runMigrations, type StatementRunner } from '@portico/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import type { Knex } from 'knex';
import { defineInsert, inList, listParameter, writeRows } from '../../database/batch.ts';
import { createInternedNames } from '../../database/interned-names.ts';
import { resolveRefs, updateRefs } from '../../database/refs.ts';
import { queueStitching } from '../../database/stitch-queue.ts';
import { createStitcher } from '../../stitch/stitch-batch.ts';

/** A catalog without an engine: entities are put where the engine would put them once processed. */
export interface StoredCatalog {
  db: StatementRunner;
  /** Adds or replaces entities, with the relations that they have. Uids are made of the refs. */
  put(entities: readonly Entity[]): Promise<void>;
  remove(refs: readonly string[]): Promise<void>;
  /** Says which entities emit which others. */
  addParents(parents: readonly [parent: string, child: string][]): Promise<void>;
}

const upsertStates = defineInsert(
  'catalog_states',
  { id: 'integer', unprocessed: 'text', processed: 'text' },
  '(id) do update set unprocessed = excluded.unprocessed, processed = excluded.processed',
);
const insertRelations = defineInsert(
  'catalog_relations',
  { source_id: 'integer', type_id: 'integer', target_id: 'integer', origin_id: 'integer' },
  'do nothing',
);

/** The uid that an entity is given. */
export function uidOf(entity: Entity): string {
  return `uid-${stringifyEntityRef(entity)}`;
}

/** Makes the tables in an empty database. */
export async function openStoredCatalog(knex: Knex): Promise<StoredCatalog> {
  await runMigrations(knex, { directory: `${import.meta.dirname}/../../../../migrations` });
  const db = createStatementRunner(knex);
  const types = createInternedNames('catalog_relation_types', 'type');
  const stitcher = createStitcher(db);

  const store = async (tx: StatementRunner, entities: readonly Entity[]): Promise<number[]> => {
    const wanted = entities.map(entity => stringifyEntityRef(entity));
    const targets = entities.flatMap(entity => entity.relations?.map(relation => relation.targetRef) ?? []);
    const refs = await resolveRefs(tx, [...wanted, ...targets]);
    const idOf = (ref: string): number => refs.get(ref)?.id ?? 0;
    const ids = wanted.map(idOf);
    await updateRefs(
      tx,
      entities.map((entity, index) => ({
        id: ids[index] ?? 0,
        uid: uidOf(entity),
        inputHash: null,
        locationKey: null,
      })),
    );
    await writeRows(
      tx,
      upsertStates,
      entities.map(({ relations: _relations, ...entity }, index) => [
        ids[index] ?? 0,
        '{}',
        JSON.stringify(entity),
      ]),
    );
    await tx.run(`delete from catalog_relations where source_id ${inList(tx, 'integer')}`, [
      listParameter(tx, ids),
    ]);
    const typeIds = await types.idsOf(
      tx,
      entities.flatMap(entity => entity.relations?.map(relation => relation.type) ?? []),
    );
    const rows = entities.flatMap((entity, index) =>
      (entity.relations ?? []).map(({ type, targetRef }) => {
        const id = ids[index] ?? 0;
        return [id, typeIds.get(type) ?? 0, idOf(targetRef), id];
      }),
    );
    await writeRows(tx, insertRelations, rows);
    return ids;
  };

  return {
    db,
    async put(entities) {
      await db.transaction(async tx =>
        queueStitching(tx, { changed: await store(tx, entities), cause: { cause: 'test' } }),
      );
      while ((await stitcher.stitchBatch(1_000)).waitedMs.length > 0);
    },
    async remove(refs) {
      await db.transaction(async tx => {
        const found = await resolveRefs(tx, refs);
        const ids = [...found.values()].map(row => row.id);
        await updateRefs(
          tx,
          ids.map(id => ({ id, uid: null, inputHash: null, locationKey: null })),
        );
        await tx.run(`delete from catalog_states where id ${inList(tx, 'integer')}`, [
          listParameter(tx, ids),
        ]);
        await tx.run(`delete from catalog_relations where source_id ${inList(tx, 'integer')}`, [
          listParameter(tx, ids),
        ]);
        await queueStitching(tx, { changed: ids, cause: { cause: 'test' } });
      });
      while ((await stitcher.stitchBatch(1_000)).waitedMs.length > 0);
    },
    async addParents(parents) {
      await db.transaction(async tx => {
        const refs = await resolveRefs(tx, parents.flat());
        const idOf = (ref: string): number => refs.get(ref)?.id ?? 0;
        await tx.runMany(
          'insert into catalog_parent_references (parent_id, id) values (?, ?)',
          parents.map(([parent, child]) => [idOf(parent), idOf(child)]),
        );
      });
    },
  };
}
