import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from './batch.ts';

/** What a full mutation found. */
export interface MutationSummary {
  type: 'full' | 'delta';
  received: number;
  unchanged: number;
  changed: number;
  removed: number;
  held: number;
  conflicts: number;
  ms: number;
}

/** What a provider owns under one ref. */
export interface OwnedRef {
  id: number;
  ref: string;
  inputHash: string | null;
  locationKey: string | null;
}

/** The number of a provider, made if there is none. */
export async function sourceIdOf(db: StatementRunner, sourceKey: string): Promise<number> {
  await db.run('insert into catalog_sources (source_key) values (?) on conflict do nothing', [sourceKey]);
  const row = await db.get<{ id: number }>('select id from catalog_sources where source_key = ?', [
    sourceKey,
  ]);
  if (!row) throw new Error(`The provider '${sourceKey}' could not be stored`);
  return row.id;
}

/** All providers that have ever wanted something. */
export async function listSources(
  db: StatementRunner,
): Promise<{ id: number; sourceKey: string; mutatedAt: number | null; summary: string | null }[]> {
  return db.all(
    'select id, source_key as "sourceKey", mutated_at as "mutatedAt", summary from catalog_sources order by id',
  );
}

/** Notes when a provider spoke last, and what it said. */
export async function noteMutation(
  db: StatementRunner,
  sourceId: number,
  summary: MutationSummary,
  at: number,
): Promise<void> {
  await db.run('update catalog_sources set mutated_at = ?, summary = ? where id = ?', [
    at,
    JSON.stringify(summary),
    sourceId,
  ]);
}

/** Those of the refs that a provider owns. */
export async function findOwned(
  db: StatementRunner,
  sourceId: number,
  refs: readonly string[],
): Promise<Map<string, OwnedRef>> {
  // The cross join has SQLite look up refs first; with a plain one it may walk all that the provider owns.
  const rows = await db.all<OwnedRef>(
    `select r.id, r.ref, r.input_hash as "inputHash", r.location_key as "locationKey"
     from catalog_refs r cross join catalog_provider_references p
     where r.ref ${inList(db, 'text')} and p.id = r.id and p.source_id = ?`,
    [listParameter(db, refs), sourceId],
  );
  return new Map(rows.map(row => [row.ref, row]));
}

/** All refs that a provider owns, with their location keys. */
export async function listOwned(db: StatementRunner, sourceId: number): Promise<Map<string, string | null>> {
  const rows = await db.all<Pick<OwnedRef, 'ref' | 'locationKey'>>(
    `select r.ref, r.location_key as "locationKey"
     from catalog_provider_references p cross join catalog_refs r where p.source_id = ? and r.id = p.id`,
    [sourceId],
  );
  return new Map(rows.map(({ ref, locationKey }) => [ref, locationKey]));
}

/** The ids of what a provider owns, a part at a time. */
export async function ownedIdsAfter(
  db: StatementRunner,
  sourceId: number,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await db.all<{ id: number }>(
    'select id from catalog_provider_references where source_id = ? and id > ? order by id limit ?',
    [sourceId, after, limit],
  );
  return rows.map(row => row.id);
}
