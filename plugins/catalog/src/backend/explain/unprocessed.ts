import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';

/** An entity that is wanted and not in the catalog, in the form of the API for those. */
export interface UnprocessedEntity {
  entity_id: string;
  entity_ref: string;
  unprocessed_entity: Entity;
  unprocessed_hash: string | null;
  processed_entity: Entity | null;
  result_hash: string | null;
  cache: unknown;
  next_update_at: string | null;
  last_discovery_at: string | null;
  errors: SerializedError[];
  location_key: string | null;
}

interface Row {
  uid: string;
  ref: string;
  inputHash: string | null;
  locationKey: string | null;
  unprocessed: string;
  processed: string | null;
  resultHash: string | null;
  cache: string | null;
  errors: string | null;
  dueAt: number | null;
  processedAt: number | null;
}

/** Entities whose processing `failed`, or that are `pending`: not processed yet. */
export async function listUnprocessed(
  db: StatementRunner,
  options: { reason: 'failed' | 'pending'; owner?: string | undefined },
): Promise<UnprocessedEntity[]> {
  const condition =
    options.reason === 'failed' ? 's.errors is not null' : 's.errors is null and s.processed is null';
  const rows = await db.all<Row>(
    `select r.uid, r.ref, r.input_hash as "inputHash", r.location_key as "locationKey", s.unprocessed, s.processed,
       s.result_hash as "resultHash", s.cache, s.errors, c.due_at as "dueAt", s.processed_at as "processedAt"
     from catalog_states s join catalog_refs r on r.id = s.id left join catalog_checks c on c.id = s.id
     where ${condition} order by r.ref`,
  );
  const entities = rows.map(toUnprocessed);
  return options.owner === undefined
    ? entities
    : entities.filter(({ unprocessed_entity: entity }) => entity.spec?.['owner'] === options.owner);
}

function toUnprocessed(row: Row): UnprocessedEntity {
  return {
    entity_id: row.uid,
    entity_ref: row.ref,
    unprocessed_entity: JSON.parse(row.unprocessed) as Entity,
    unprocessed_hash: row.inputHash,
    processed_entity: row.processed === null ? null : (JSON.parse(row.processed) as Entity),
    result_hash: row.resultHash,
    cache: row.cache === null ? null : (JSON.parse(row.cache) as unknown),
    next_update_at: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
    last_discovery_at: row.processedAt === null ? null : new Date(row.processedAt).toISOString(),
    errors: row.errors === null ? [] : (JSON.parse(row.errors) as SerializedError[]),
    location_key: row.locationKey,
  };
}
