import type { StatementRunner } from '@portico/backend-plugin-api';
import type { EntityExplanation } from '@portico/catalog-client';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model';
import { catalogEntityReadPermission } from '../../permissions.ts';
import type { Catalog } from '../catalog.ts';
import { explainEntity } from '../explain/explain-entity.ts';
import type { Condition } from '../query/condition.ts';
import { meets, parseEntityAttributes } from '../query/entity-attributes.ts';
import { findEntityByRef } from '../query/find-entities.ts';

/**
 * Explains an entity to somebody who may see only some. Of one that is not
 * among those they learn that the policy hides it if it exists, and no more.
 */
export async function explainForCaller(
  catalog: Pick<Catalog, 'db' | 'rules'>,
  ref: string,
  visible: Condition,
): Promise<EntityExplanation> {
  const { db, rules } = catalog;
  const entityRef = stringifyEntityRef(parseEntityRef(ref));
  const permission = {
    permission: catalogEntityReadPermission.name,
    conditional: visible.op !== 'every' && visible.op !== 'none',
  };
  if (!(await isVisible(db, entityRef, visible))) {
    return { ...unexplained(entityRef), permission: { ...permission, decision: 'deny' } };
  }
  const explanation = await explainEntity(db, rules, entityRef);
  const seen = await visibleRefs(db, visible, [
    ...explanation.similar,
    ...explanation.chain.map(ancestor => ancestor.entityRef),
    ...explanation.sources.flatMap(source => (source.type === 'entity' ? [source.name] : [])),
  ]);
  const isSeen = (other: string): boolean => other === entityRef || seen.has(other);
  return {
    ...explanation,
    similar: explanation.similar.filter(isSeen),
    chain: explanation.chain.filter(ancestor => isSeen(ancestor.entityRef)),
    sources: explanation.sources.filter(source => source.type === 'provider' || isSeen(source.name)),
    permission: { ...permission, decision: 'allow' },
  };
}

/** Whether somebody may hear of an entity: of one that is not served, by its document, or by what it last was. */
export async function isVisible(db: StatementRunner, ref: string, visible: Condition): Promise<boolean> {
  if (visible.op === 'every' || visible.op === 'none') return visible.op === 'every';
  const row = await db.get<{ id: number; json: string | null; unprocessed: string | null }>(
    `select r.id, e.json, s.unprocessed from catalog_refs r
     left join catalog_entities e on e.id = r.id left join catalog_states s on s.id = r.id
     where r.ref = ?`,
    [ref],
  );
  const json = row?.json ?? row?.unprocessed ?? (await lastVersion(db, ref));
  return json !== undefined && meets(parseEntityAttributes(json), visible);
}

async function lastVersion(db: StatementRunner, ref: string): Promise<string | undefined> {
  const removed = await db.get<{ body: string }>(
    `select c.body from catalog_refs r join catalog_changes c on c.entity_id = r.id
     where r.ref = ? and c.action = 'delete' order by c.seq desc limit 1`,
    [ref],
  );
  return removed?.body;
}

async function visibleRefs(
  db: StatementRunner,
  visible: Condition,
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  if (visible.op === 'every') return new Set(refs);
  const found = await Promise.all([...new Set(refs)].map(ref => findEntityByRef(db, ref, visible)));
  return new Set(found.flatMap(entity => entity?.ref ?? []));
}

function unexplained(entityRef: string): Omit<EntityExplanation, 'permission'> {
  return {
    entityRef,
    state: 'absent',
    summary: `You may not see '${entityRef}', if it exists. Ask whoever keeps the portal's policy.`,
    sources: [],
    chain: [],
    problems: [],
    errors: [],
    rules: [],
    conflicts: [],
    processors: [],
    schedule: { reason: 'You may not see it.', code: 'absent' },
    similar: [],
  };
}
