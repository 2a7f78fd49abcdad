import type { StatementRunner } from '@portico/backend-plugin-api';
import type { EntityRelation } from '@portico/catalog-model';
import { inList, listParameter } from '../database/batch.ts';

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
  if (related.length === 0) return inputs;
  const sources = await tx.all<{ id: number; edges: string }>(edgesSql(tx), [listParameter(tx, related)]);
  for (const { id, edges } of sources) inputs.get(id)?.relations.push(...parseEdges(edges));
  return inputs;
}

// Separators that ASCII has for this, and that sort before all letters.
const withinEdge = '\u{1F}';
const betweenEdges = '\u{1E}';

// One text for all relations of an entity: a row each would cost several times as much.
function edgesSql(db: StatementRunner): string {
  const list = db.dialect === 'sqlite' ? 'group_concat(' : 'string_agg(';
  return `select l.source_id as id, ${list} t.type || '${withinEdge}' || r.ref, '${betweenEdges}') as edges
     from catalog_relations l
     join catalog_relation_types t on t.id = l.type_id
     join catalog_refs r on r.id = l.target_id
     where l.source_id ${inList(db, 'integer')}
     group by l.source_id`;
}

/** Sorted by type and target. Several origins may state the same relation. */
function parseEdges(edges: string): EntityRelation[] {
  return [...new Set(edges.split(betweenEdges).sort())].map(edge => {
    const end = edge.indexOf(withinEdge);
    return { type: edge.slice(0, end), targetRef: edge.slice(end + 1) };
  });
}

function toInput({ id, uid, processed, errors, orphan, etag, json }: Row): StitchInput {
  const input = { id, uid, processed, errors, isOrphan: orphan !== null, relations: [] };
  return etag === null || json === null ? input : { ...input, served: { hash: etag, json } };
}
