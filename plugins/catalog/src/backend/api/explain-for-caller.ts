import type { StatementRunner } from '@portico/backend-plugin-api';
import type { EntityExplanation } from '@portico/catalog-client';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model';
import { catalogEntityReadPermission } from '../../permissions.ts';
import type { Catalog } from '../catalog.ts';
import { type EngineExplanation, explainEntity } from '../explain/explain-entity.ts';
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
  const mentioned = mentionedRefs(explanation);
  const seen = await visibleRefs(db, visible, [...mentioned, ...explanation.similar]);
  const isSeen = (other: string): boolean => other === entityRef || seen.has(other);
  const told = mentioned.every(isSeen) ? explanation : withoutOthers(explanation, isSeen);
  return {
    ...told,
    similar: explanation.similar.filter(isSeen),
    permission: { ...permission, decision: 'allow' },
  };
}

/** The entities that an explanation tells about besides its own; what is like it aside. */
function mentionedRefs({ chain, sources, conflicts, rules }: EngineExplanation): string[] {
  const claims = conflicts.flatMap(({ winner, loser }) => [winner, loser]);
  const refused = rules.filter(({ decision, location }) => decision === 'refused' && isEntity(location));
  return [
    ...chain.map(ancestor => ancestor.entityRef),
    ...[...sources, ...claims].flatMap(({ type, name }) => (type === 'entity' ? [name] : [])),
    ...refused.map(({ location }) => location),
  ];
}

/** A refused claim is told with who made it; that of a provider, or a location, is no entity's. */
function isEntity(claimant: string): boolean {
  return /^(?!provider:)[^:/]+:[^:/]+\/[^:/]+$/.test(claimant);
}

/** What is left of an explanation for who may not see all that it mentions. */
function withoutOthers(explanation: EngineExplanation, isSeen: (ref: string) => boolean): EngineExplanation {
  const { fetch, ...rest } = explanation;
  const { uid, state, chain, sources, conflicts, rules } = rest;
  const isOpen = ({ type, name }: { type: string; name: string }): boolean =>
    type === 'provider' || isSeen(name);
  return {
    ...rest,
    summary: `${summaries[state]} Not all that it is about is yours to see.`,
    chain: chain.filter(ancestor => isSeen(ancestor.entityRef)),
    sources: sources.filter(isOpen),
    conflicts: conflicts.filter(({ winner, loser }) => isOpen(winner) && isOpen(loser)),
    rules: rules.filter(({ location }) => !isEntity(location) || isSeen(location)),
    // Of an entity that is held back, the faults are those of what declares it.
    ...(uid === undefined ? { problems: [], errors: [] } : fetch && { fetch }),
  };
}

const summaries: Record<EngineExplanation['state'], string> = {
  present: 'In the catalog.',
  stale: 'In the catalog as it was when it was last in order; see the problems and errors.',
  pending: 'Declared, and about to be processed for the first time.',
  failing: 'Declared and held back, since there are faults.',
  orphan: 'Nothing declares it any more.',
  removed: 'It was in the catalog and was removed; see its history.',
  absent: 'Not in the catalog.',
};

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
