import type { StatementRunner } from '@portico/backend-plugin-api';
import type { EntityRelation } from '@portico/catalog-model';
import { inList, listParameter } from '../database/batch.ts';
import { loadRelations } from './load-relations.ts';

/** All that the served form of an entity depends on, and the form that is served now. */
export interface StitchInput {
  id: number;
  /** Null: nobody wants it any more. */
  uid: string | null;
  processed: string | null;
  errors: string | null;
  isOrphan: boolean;
  relations: EntityRelation[];
  served?: { hash: string; json: string };
}

interface Row {
  id: number;
  uid: string | null;
  processed: string | null;
  errors: string | null;
  orphan: number | null;
  etag: string | null;
  json: string | null;
}

/** Reads what stitching needs; ids without anything are left out. */
export async function loadStitchInputs(
  tx: StatementRunner,
  ids: readonly number[],
): Promise<Map<number, StitchInput>> {
  const list = listParameter(tx, ids);
  const rows = await tx.all<Row>(
    `select r.id, r.uid, s.processed, s.errors, o.id as orphan, e.etag, e.json
     from catalog_refs r
     left join catalog_states s on s.id = r.id
     left join catalog_orphans o on o.id = r.id
     left join catalog_entities e on e.id = r.id
     where r.id ${inList(tx, 'integer')} and (r.uid is not null or e.id is not null)`,
    [list],
  );
  const inputs = new Map(rows.map(row => [row.id, toInput(row)]));
  // Half of the catalog may point to a ref that no entity has.
  const related = rows.filter(row => row.uid !== null && row.processed !== null).map(row => row.id);
  for (const [id, relations] of await loadRelations(tx, related))
    inputs.get(id)?.relations.push(...relations);
  return inputs;
}

function toInput({ id, uid, processed, errors, orphan, etag, json }: Row): StitchInput {
  const input = { id, uid, processed, errors, isOrphan: orphan !== null, relations: [] };
  return etag === null || json === null ? input : { ...input, served: { hash: etag, json } };
}
