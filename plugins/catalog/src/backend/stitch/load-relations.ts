import type { StatementRunner } from '@portico/backend-plugin-api';
import type { EntityRelation } from '@portico/catalog-model';
import { inList, listParameter } from '../database/batch.ts';

// Separators that ASCII has for this. No ref and no relation type has them.
const withinPart = '\u{1F}';
const betweenParts = '\u{1E}';

/**
 * Reads the relations of entities: of each sorted by type and target, and
 * distinct, though several origins may state the same. All relations of an
 * entity come as one text, and each name comes once for all of them: a row or
 * a join for each relation would cost several times as much.
 */
export async function loadRelations(
  tx: StatementRunner,
  ids: readonly number[],
): Promise<Map<number, EntityRelation[]>> {
  if (ids.length === 0) return new Map();
  const sources = await tx.all<{ id: number; edges: string }>(
    `select source_id as id, ${joined(tx, 'type_id', 'target_id')} as edges from catalog_relations
     where source_id ${inList(tx, 'integer')} group by source_id`,
    [listParameter(tx, ids)],
  );
  const edgesById = new Map(sources.map(({ id, edges }) => [id, split(edges)]));
  const all = [...edgesById.values()].flat();
  const types = await loadNames(tx, 'catalog_relation_types', 'type', new Set(all.map(([type]) => type)));
  const refs = await loadNames(tx, 'catalog_refs', 'ref', new Set(all.map(([, target]) => target)));
  const relations = new Map<number, EntityRelation[]>();
  for (const [id, edges] of edgesById) {
    const named = edges.map(([type, target]) => ({
      type: types.get(type) ?? '',
      targetRef: refs.get(target) ?? '',
    }));
    relations.set(id, distinct(named.sort(byTypeAndTarget)));
  }
  return relations;
}

async function loadNames(
  tx: StatementRunner,
  table: string,
  column: string,
  ids: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const row = await tx.get<{ names: string | null }>(
    `select ${joined(tx, 'id', column)} as names from ${table} where id ${inList(tx, 'integer')}`,
    [listParameter(tx, Array.from(ids, Number))],
  );
  return new Map(split(row?.names ?? ''));
}

function joined(db: StatementRunner, first: string, second: string): string {
  const list = db.dialect === 'sqlite' ? 'group_concat' : 'string_agg';
  return `${list}(${first} || '${withinPart}' || ${second}, '${betweenParts}')`;
}

function split(text: string): [first: string, second: string][] {
  if (text === '') return [];
  return text.split(betweenParts).map(part => {
    const end = part.indexOf(withinPart);
    return [part.slice(0, end), part.slice(end + 1)];
  });
}

function distinct(sorted: readonly EntityRelation[]): EntityRelation[] {
  return sorted.filter((relation, index) => {
    const before = sorted[index - 1];
    return !before || byTypeAndTarget(before, relation) !== 0;
  });
}

function byTypeAndTarget(a: EntityRelation, b: EntityRelation): number {
  return compare(a.type, b.type) || compare(a.targetRef, b.targetRef);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
