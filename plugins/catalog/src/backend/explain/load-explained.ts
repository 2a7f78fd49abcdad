import type { StatementRunner } from '@portico/backend-plugin-api';
import type { ExplainedAncestor, ExplainedSource } from '@portico/catalog-client';
import { ANNOTATION_LOCATION, type Entity } from '@portico/catalog-model';
import { isHeldRemovalSql } from '../database/held-mutations.ts';
import { findRefs } from '../database/refs.ts';
import { findStates, type StateRow } from '../database/states.ts';
import type { ProcessingTrail } from '../engine/outcome.ts';
import { findSimilar } from './find-similar.ts';

/** All that the tables know of a ref. */
export interface Explained {
  uid: string | null;
  etag: string | null;
  state: StateRow | undefined;
  trail: ProcessingTrail | undefined;
  isOrphan: boolean;
  sources: ExplainedSource[];
  /** It is declared, and not let in since what declares it has faults. */
  isHeld: boolean;
  /** From what was registered down to the entity. */
  chain: ExplainedAncestor[];
  /** The location ref that the entity was read from. */
  location: string | undefined;
  parentTrail: ProcessingTrail | undefined;
  /** What was wrong when the parent was processed, as JSON. */
  parentErrors: string | null;
  parentProcessedAt: number | null;
  check: { dueAt: number; isRunning: boolean } | undefined;
  /** The check at which the parent reads its targets again. */
  parentCheck: Explained['check'];
  firstSeenAt: number | null;
  lastChangedAt: number | null;
  wasRemoved: boolean;
  similar: string[];
}

const maxDepth = 32;

/** Reads all that is known of a ref in lower case. */
export async function loadExplained(db: StatementRunner, ref: string): Promise<Explained> {
  const row = (await findRefs(db, [ref])).get(ref);
  const id = row?.id ?? -1;
  const state = (await findStates(db, [id])).get(id);
  const parents = row?.uid ? await loadParents(db, id) : await loadHolders(db, ref);
  const [parent] = parents;
  const parentState = parent && (await findStates(db, [parent.id])).get(parent.id);
  const providers = await loadProviders(db, id, row?.locationKey ?? null);
  const location = await loadLocation(db, id);
  return {
    uid: row?.uid ?? null,
    ...(await loadServed(db, id)),
    state,
    trail: parseTrail(state),
    sources: [
      ...providers,
      ...parents.map((source): ExplainedSource => ({
        type: 'entity',
        name: source.ref,
        ...keyOf(row?.locationKey ?? null),
        ...timeOf(parentState?.processedAt ?? null),
      })),
    ],
    isHeld: !row?.uid && parents.length > 0,
    chain: await loadChain(db, { id, ref, location }, parents),
    location,
    parentTrail: parseTrail(parentState),
    parentErrors: parentState?.errors ?? null,
    parentProcessedAt: parentState?.processedAt ?? null,
    check: await loadCheck(db, id),
    parentCheck: parent && (await loadCheck(db, parent.id)),
    ...(await loadTimes(db, id)),
    similar: row?.uid || parent ? [] : await findSimilar(db, ref),
  };
}

function parseTrail(state: StateRow | undefined): ProcessingTrail | undefined {
  return state?.trail ? (JSON.parse(state.trail) as ProcessingTrail) : undefined;
}

async function loadServed(db: StatementRunner, id: number): Promise<Pick<Explained, 'etag' | 'isOrphan'>> {
  const row = await db.get<{ etag: string | null; orphan: number | null }>(
    `select e.etag, o.id as orphan from catalog_refs r left join catalog_entities e on e.id = r.id
     left join catalog_orphans o on o.id = r.id where r.id = ?`,
    [id],
  );
  return { etag: row?.etag ?? null, isOrphan: typeof row?.orphan === 'number' };
}

async function loadParents(db: StatementRunner, id: number): Promise<{ id: number; ref: string }[]> {
  return db.all(
    `select r.id, r.ref from catalog_parent_references p join catalog_refs r on r.id = p.parent_id
     where p.id = ? order by r.ref`,
    [id],
  );
}

/** What declares an entity and has faults, so that it was not let in. */
async function loadHolders(db: StatementRunner, ref: string): Promise<{ id: number; ref: string }[]> {
  return db.all(
    `select r.id, r.ref from catalog_refusals f join catalog_refs r on r.ref = f.claimant
     where f.ref = ? and f.reason = 'held' order by r.ref`,
    [ref],
  );
}

async function loadProviders(
  db: StatementRunner,
  id: number,
  locationKey: string | null,
): Promise<ExplainedSource[]> {
  const rows = await db.all<{ sourceKey: string; mutatedAt: number | null; heldAt: number | null }>(
    `select s.source_key as "sourceKey", s.mutated_at as "mutatedAt", h.held_at as "heldAt"
     from catalog_provider_references p join catalog_sources s on s.id = p.source_id
     left join catalog_held_mutations h on h.source_id = p.source_id and ${isHeldRemovalSql(db.dialect, 'p.id')}
     where p.id = ? order by s.source_key`,
    [id],
  );
  return rows.map(row => ({
    type: 'provider',
    name: row.sourceKey,
    ...keyOf(locationKey),
    ...timeOf(row.mutatedAt),
    ...(row.heldAt !== null && { removalHeldSince: new Date(row.heldAt).toISOString() }),
  }));
}

async function loadChain(
  db: StatementRunner,
  end: { id: number; ref: string; location: string | undefined },
  parents: readonly { id: number; ref: string }[],
): Promise<ExplainedAncestor[]> {
  if (end.id < 0 && parents.length === 0) return [];
  const chain: ExplainedAncestor[] = [];
  const seen = new Set<number>();
  let current: typeof end | undefined = end;
  while (current && !seen.has(current.id) && chain.length < maxDepth) {
    seen.add(current.id);
    const providers = await loadProviders(db, current.id, null);
    const above: typeof parents = current === end ? parents : await loadParents(db, current.id);
    chain.unshift({
      entityRef: current.ref,
      ...(current.location !== undefined && { location: current.location }),
      ...declaredBy(providers, above.length > 0),
    });
    current = above[0] && { ...above[0], location: await loadLocation(db, above[0].id) };
  }
  return chain;
}

function declaredBy(
  providers: readonly ExplainedSource[],
  hasParents: boolean,
): Pick<ExplainedAncestor, 'provider' | 'removalHeldSince'> {
  const [first] = providers;
  if (!first) return {};
  const { name, removalHeldSince } = first;
  const goes = !hasParents && providers.every(provider => provider.removalHeldSince !== undefined);
  return { provider: name, ...(goes && removalHeldSince !== undefined && { removalHeldSince }) };
}

async function loadLocation(db: StatementRunner, id: number): Promise<string | undefined> {
  const state = (await findStates(db, [id])).get(id);
  const entity = state && (JSON.parse(state.unprocessed) as Entity);
  return entity?.metadata.annotations?.[ANNOTATION_LOCATION];
}

async function loadCheck(db: StatementRunner, id: number): Promise<Explained['check']> {
  const row = await db.get<{ dueAt: number; claim: string | null }>(
    'select due_at as "dueAt", claim from catalog_checks where id = ?',
    [id],
  );
  return row && { dueAt: row.dueAt, isRunning: row.claim !== null };
}

async function loadTimes(
  db: StatementRunner,
  id: number,
): Promise<Pick<Explained, 'firstSeenAt' | 'lastChangedAt' | 'wasRemoved'>> {
  const times = await db.get<{ first: number | null; last: number | null }>(
    `select min(at) as first, max(at) as last from catalog_changes where entity_id = ? and action <> 'relations'`,
    [id],
  );
  const last = await db.get<{ action: string }>(
    'select action from catalog_changes where entity_id = ? order by seq desc limit 1',
    [id],
  );
  return {
    firstSeenAt: times?.first ?? null,
    lastChangedAt: times?.last ?? null,
    wasRemoved: last?.action === 'delete',
  };
}

function keyOf(locationKey: string | null): { locationKey?: string } {
  return locationKey === null ? {} : { locationKey };
}

function timeOf(at: number | null): { lastSeenAt?: string } {
  return at === null ? {} : { lastSeenAt: new Date(at).toISOString() };
}
