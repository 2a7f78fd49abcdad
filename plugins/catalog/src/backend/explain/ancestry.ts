import type { StatementRunner } from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import { findParents } from '../database/references.ts';
import { findRefs, findRefsById } from '../database/refs.ts';
import { inList, listParameter } from '../database/batch.ts';

/** An entity in the ancestry of another. */
export interface AncestryItem {
  ref: string;
  /** As it is served. */
  json: string;
  parentRefs: string[];
}

const maxEntities = 1000;

/** An entity and all that led to it, the entity first. @throws NotFoundError when it is not in the catalog. */
export async function readAncestry(db: StatementRunner, ref: string): Promise<AncestryItem[]> {
  const root = (await findRefs(db, [ref])).get(ref);
  const parents = new Map<number, number[]>();
  let level = root ? [root.id] : [];
  while (level.length > 0 && parents.size < maxEntities) {
    for (const id of level) parents.set(id, []);
    for (const { id, parentId } of await findParents(db, level)) parents.get(id)?.push(parentId);
    level = [...new Set(level.flatMap(id => parents.get(id) ?? []))].filter(id => !parents.has(id));
  }
  const refs = await findRefsById(db, parents.keys());
  const served = await db.all<{ id: number; json: string }>(
    `select id, json from catalog_entities where id ${inList(db, 'integer')}`,
    [listParameter(db, parents.keys())],
  );
  const jsonById = new Map(served.map(row => [row.id, row.json]));
  const refOf = (id: number): string => refs.get(id)?.ref ?? '';
  const items = [...parents].flatMap(([id, parentIds]) => {
    const json = jsonById.get(id);
    const parentRefs = parentIds.filter(parentId => jsonById.has(parentId)).map(refOf);
    return json === undefined ? [] : [{ ref: refOf(id), json, parentRefs }];
  });
  if (!root || !jsonById.has(root.id)) throw new NotFoundError(`No such entity ${ref}`);
  return items;
}
