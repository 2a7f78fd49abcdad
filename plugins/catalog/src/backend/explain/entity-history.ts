import type { StatementRunner } from '@portico/backend-plugin-api';
import type {
  EntityAsOf,
  EntityChange,
  EntityDiffOperation,
  EntityHistoryRequest,
  EntityHistoryResponse,
} from '@portico/catalog-client';
import { type Entity, toPointer } from '@portico/catalog-model';
import type { JsonValue } from '@portico/config';
import { InputError, NotFoundError } from '@portico/errors';
import { applyBack, type FieldChange, toHistoricForm } from '../stitch/field-changes.ts';

interface ChangeRow {
  seq: number;
  at: number;
  action: 'create' | 'update' | 'delete';
  cause: string | null;
  actor: string | null;
  etag: string | null;
  body: string | null;
}

/** An entity in the form that the history is about. */
type Version = Record<string, unknown>;

/** A change, with the entity before and after it. */
interface Step {
  row: ChangeRow;
  before: Version | undefined;
  after: Version | undefined;
}

const defaultLimit = 50;
const maxLimit = 500;

/** The changes of an entity, the latest first, back to what is still kept. A ref without any has none. */
export async function readEntityHistory(
  db: StatementRunner,
  ref: string,
  request: EntityHistoryRequest = {},
): Promise<EntityHistoryResponse> {
  const { limit = defaultLimit, cursor } = request;
  if (!Number.isInteger(limit) || limit < 1)
    throw new InputError(`The limit '${limit}' is no number of changes from 1`);
  const below = cursor === undefined ? Infinity : readCursor(cursor);
  const items: EntityChange[] = [];
  for await (const step of walkBack(db, ref)) {
    if (step.row.seq >= below) continue;
    if (items.length === Math.min(limit, maxLimit)) {
      return { items, pageInfo: { nextCursor: String(items.at(-1)?.id) } };
    }
    items.push(toChange(step));
  }
  return { items, pageInfo: {} };
}

/**
 * An entity as it was at a time, without what others said of it then.
 *
 * @throws NotFoundError when it was not there, or that far back nothing is kept.
 */
export async function readEntityAsOf(db: StatementRunner, ref: string, time: Date): Promise<EntityAsOf> {
  for await (const { row, after } of walkBack(db, ref)) {
    if (row.at > time.valueOf()) continue;
    if (!after) break;
    return {
      entity: after as unknown as Entity,
      changeId: String(row.seq),
      at: new Date(row.at).toISOString(),
    };
  }
  throw new NotFoundError(
    `There was no entity '${ref}' at ${time.toISOString()}, or its history is not kept that far back`,
  );
}

async function* walkBack(db: StatementRunner, ref: string): AsyncGenerator<Step> {
  const entity = await db.get<{ id: number; json: string | null }>(
    'select r.id, e.json from catalog_refs r left join catalog_entities e on e.id = r.id where r.ref = ?',
    [ref],
  );
  if (!entity) return;
  let after = entity.json === null ? undefined : toHistoricForm(JSON.parse(entity.json) as Entity);
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await db.all<ChangeRow>(
      // Index: catalog_changes_entity.
      `select cast(seq as double precision) as seq, at, action, cause, actor, etag, body from catalog_changes
       where entity_id = ? and seq < ? and action <> 'relations' order by seq desc limit 100`,
      [entity.id, below],
    );
    for (const row of rows) {
      const before = versionBefore(row, after);
      yield { row, before, after: row.action === 'delete' ? undefined : after };
      after = before;
    }
    const last = rows.at(-1);
    if (!last || rows.length < 100) return;
    below = last.seq;
  }
}

function versionBefore(row: ChangeRow, after: Version | undefined): Version | undefined {
  if (row.action === 'create' || row.body === null) return undefined;
  if (row.action === 'delete') return JSON.parse(row.body) as Version;
  return applyBack(after ?? {}, JSON.parse(row.body) as FieldChange[]);
}

function toChange({ row, before, after }: Step): EntityChange {
  const type = ({ create: 'created', update: 'updated', delete: 'removed' } as const)[row.action];
  return {
    id: String(row.seq),
    at: new Date(row.at).toISOString(),
    type,
    cause: toCause(row.cause),
    ...(row.actor !== null && { actor: row.actor }),
    ...(row.etag !== null && { etag: row.etag }),
    diff:
      row.action === 'update' && row.body !== null
        ? toDiff(JSON.parse(row.body) as FieldChange[], after)
        : created(before, after),
  };
}

function created(before: Version | undefined, after: Version | undefined): EntityDiffOperation[] {
  if (before || !after) return [];
  return [{ op: 'add', path: '', value: after as JsonValue }];
}

function toDiff(changes: FieldChange[], after: Version | undefined): EntityDiffOperation[] {
  return changes.map(({ path: steps, was }) => {
    const value = valueAt(after, steps);
    const path = toPointer(steps);
    if (was === undefined) return { op: 'add', path, ...(value !== undefined && { value }) };
    return value === undefined
      ? { op: 'remove', path, previous: was }
      : { op: 'replace', path, value, previous: was };
  });
}

function valueAt(root: unknown, steps: readonly string[]): JsonValue | undefined {
  let current = root;
  for (const step of steps) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string, unknown>)[step];
  }
  return current as JsonValue;
}

const causeTypes = ['provider', 'location', 'api', 'cleanup'] as const;

function toCause(cause: string | null): EntityChange['cause'] {
  if (cause === null) return { type: 'relation', name: 'relations' };
  const colon = cause.indexOf(':');
  const type = causeTypes.find(known => known === cause.slice(0, colon));
  return type ? { type, name: cause.slice(colon + 1) } : { type: 'relation', name: cause };
}

function readCursor(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new InputError(`The cursor '${cursor.slice(0, 40)}' is not one that this endpoint has given`);
}
