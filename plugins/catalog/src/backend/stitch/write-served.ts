import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineDelete, defineInsert, writeRows } from '../database/batch.ts';

/** An entity to be served, or, without `json`, not to be served any more. */
export interface ServedEntity {
  id: number;
  kindId?: number;
  etag?: string;
  json?: string;
}

const upsertEntities = defineInsert(
  'catalog_entities',
  { id: 'integer', kind_id: 'integer', etag: 'text', json: 'text' },
  '(id) do update set kind_id = excluded.kind_id, etag = excluded.etag, json = excluded.json',
);
const deleteEntities = defineDelete('catalog_entities', { id: 'integer' });

/** Writes served entities. */
export async function writeServed(tx: StatementRunner, entities: readonly ServedEntity[]): Promise<void> {
  await writeRows(
    tx,
    upsertEntities,
    entities.flatMap(({ id, kindId, etag, json }) =>
      kindId !== undefined && etag !== undefined && json !== undefined ? [[id, kindId, etag, json]] : [],
    ),
  );
  await writeRows(
    tx,
    deleteEntities,
    entities.flatMap(({ id, json }) => (json === undefined ? [[id]] : [])),
  );
}
