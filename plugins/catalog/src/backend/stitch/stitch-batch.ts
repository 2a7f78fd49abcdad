import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import { type ColumnChanges, createColumnChanges } from '../database/attribute-columns.ts';
import { defineInsert, writeRows } from '../database/batch.ts';
import { createInternedNames, type InternedNames } from '../database/interned-names.ts';
import { isFaultOfData } from '../database/is-fault-of-data.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { createBreather } from '../engine/breather.ts';
import { type StitchRequest, takeStitchRequests } from '../database/stitch-queue.ts';
import { writeTogether } from '../database/write-together.ts';
import { compareRows } from './compare-rows.ts';
import { composeEntity } from './compose-entity.ts';
import { type CountChanges, type CountedKeys, createCountChanges, createCountedKeys } from './counts.ts';
import { changesBack, isEqual, toHistoricForm } from './field-changes.ts';
import { createIndexPaths, type IndexPaths } from './index-paths.ts';
import { buildIndexRows } from './index-rows.ts';
import { lockStitching } from './lock-stitching.ts';
import { createResting } from './resting.ts';
import { setAside, type SetAsideEntity } from './set-aside.ts';
import { createTurns } from './turns.ts';
import { loadStitchInputs, type StitchInput } from './load-stitch-inputs.ts';
import { type ServedEntity, writeServed } from './write-served.ts';

/** Makes the served form of entities from what is known of them. */
export interface Stitcher {
  /** Stitches some of those that wait, in one transaction. */
  stitchBatch(limit: number, which?: StitchChoice): Promise<StitchedBatch>;
  /** In how many milliseconds one that rests may be stitched again, if there is any. */
  msToRest(): number | undefined;
}

/** What came of a batch. */
export interface StitchedBatch {
  /** For how many milliseconds each entity that was taken off the queue had waited. */
  waitedMs: number[];
  setAside: SetAsideEntity[];
}

/** Which of those that wait to stitch. */
export interface StitchChoice {
  /** Only these. */
  ids?: readonly number[];
  /** Also those that have been stitched a moment ago, and take long. */
  all?: boolean;
}

interface Change {
  input: StitchInput;
  request: StitchRequest;
  before?: Entity;
  after?: ReturnType<typeof composeEntity>;
}

/** All that a batch writes, before the names in it are made numbers. */
interface PreparedBatch {
  changes: Change[];
  columns: ColumnChanges;
  counts: CountChanges;
}

interface Names {
  kinds: InternedNames;
  keys: InternedNames;
  counted: CountedKeys;
  paths: IndexPaths;
}

const insertChanges = defineInsert('catalog_changes', {
  entity_id: 'integer',
  at: 'double precision',
  action: 'text',
  cause: 'text',
  actor: 'text',
  etag: 'text',
  body: 'text',
});

/**
 * Makes a stitcher for a database. Batches may be under way at the same time,
 * here and in other processes; one at a time writes, so that of two changes
 * the one that is visible later has the greater number.
 */
export function createStitcher(db: StatementRunner, options: { now?: () => number } = {}): Stitcher {
  const { now = Date.now } = options;
  const names: Names = {
    kinds: createInternedNames('catalog_kinds', 'kind'),
    keys: createInternedNames('catalog_keys', 'search_key'),
    counted: createCountedKeys(),
    paths: createIndexPaths(),
  };
  const turns = createTurns();
  const resting = createResting(now);

  /** Hears what it has taken, which is back on the queue if this fails. */
  async function stitchSome(
    limit: number,
    { ids, all = false }: StitchChoice,
    onTaken: (requests: readonly StitchRequest[]) => void,
  ): Promise<StitchedBatch> {
    let turn: Disposable | undefined;
    const work = async (tx: StatementRunner): Promise<StitchedBatch> => {
      await lockStitching(tx, 'taking part');
      const requests = await takeStitchRequests(tx, { limit, ids, resting: all ? [] : resting.ids() });
      onTaken(requests);
      const stitched = { waitedMs: requests.map(request => request.waitedMs), setAside: [] };
      if (requests.length === 0) return stitched;
      const batch = await prepareBatch(tx, requests, names);
      if (batch.changes.length === 0) return stitched;
      turn = await turns.take();
      await writeTogether([lockStitching(tx, 'writing'), names.counted.load(tx)]);
      await writeBatch(tx, names, batch, now());
      for (const { input } of batch.changes) resting.stitched(input.id, input.relations.length);
      return stitched;
    };
    try {
      return await retryTransaction(db, work, () => {
        names.kinds.forget();
        names.keys.forget();
        // Names that were given out in vain are forgotten before another batch has its turn.
        turn?.[Symbol.dispose]();
      });
    } finally {
      turn?.[Symbol.dispose]();
    }
  }

  /** One that can never be stitched would keep all others waiting: it is found by halves, and set aside. */
  async function stitchBatch(limit: number, which: StitchChoice = {}): Promise<StitchedBatch> {
    let taken: readonly StitchRequest[] = [];
    try {
      return await stitchSome(limit, which, requests => (taken = requests));
    } catch (error) {
      const [first] = taken;
      if (!first || !isFaultOfData(error)) throw error;
      if (taken.length === 1) {
        const found = await retryTransaction(db, tx => setAside(tx, { id: first.id, error, at: now() }));
        return { waitedMs: [first.waitedMs], setAside: found ? [found] : [] };
      }
      const half = Math.ceil(taken.length / 2);
      const one = await stitchBatch(half, which);
      const other = await stitchBatch(taken.length - half, which);
      return {
        waitedMs: [...one.waitedMs, ...other.waitedMs],
        setAside: [...one.setAside, ...other.setAside],
      };
    }
  }

  return { msToRest: () => resting.msLeft(), stitchBatch };
}

/** Does all that can be done before it is the turn of this batch to write. */
async function prepareBatch(
  tx: StatementRunner,
  requests: readonly StitchRequest[],
  { paths, counted }: Names,
): Promise<PreparedBatch> {
  const inputs = await loadStitchInputs(
    tx,
    requests.map(request => request.id),
  );
  const breathe = createBreather();
  const columns = createColumnChanges();
  const counts = createCountChanges(counted);
  const changes: Change[] = [];
  for (const request of requests) {
    const input = inputs.get(request.id);
    const change = input && toChange(input, request);
    if (change) {
      const before = change.before ? buildIndexRows(change.before, paths) : [];
      const after = change.after ? buildIndexRows(change.after.entity, paths) : [];
      compareRows({ id: input.id, kind: kindOf(change), before, after }, { columns, counts });
      changes.push(change);
    }
    await breathe();
  }
  return { changes, columns, counts };
}

async function writeBatch(
  tx: StatementRunner,
  names: Names,
  { changes, columns, counts }: PreparedBatch,
  at: number,
): Promise<void> {
  const kinds = await names.kinds.idsOf(tx, changes.map(kindOf));
  const keys = await names.keys.idsOf(tx, columns.keys());
  const toServed = (change: Change): ServedEntity => {
    const { input, after } = change;
    if (!after) return { id: input.id };
    return { id: input.id, kindId: kinds.get(kindOf(change)) ?? 0, etag: after.hash, json: after.json };
  };
  await writeTogether([
    writeServed(tx, changes.map(toServed)),
    writeRows(
      tx,
      insertChanges,
      changes.map(change => toChangeRow(change, at)),
    ),
    counts.write(tx, { kinds, keys }),
    columns.write(tx, keys),
  ]);
}

function kindOf({ before, after }: Change): string {
  return (after?.entity ?? before)?.kind.toLowerCase() ?? '';
}

function toChange(input: StitchInput, request: StitchRequest): Change | undefined {
  const { uid, processed, errors, isOrphan, relations, served } = input;
  const change = { input, request };
  // What was never in order since it is wanted is not served, though one before it may have been.
  if (uid === null || processed === null) {
    return served && { ...change, before: JSON.parse(served.json) as Entity };
  }
  const after = composeEntity({ uid, processed, errors, isOrphan, relations });
  if (!served) return { ...change, after };
  if (served.hash === after.hash && served.json === after.json) return undefined;
  const before = JSON.parse(served.json) as Entity;
  return isSameButForOrder(before, after.entity) ? undefined : { ...change, before, after };
}

/** Whether only the order of keys differs, as when somebody tidied up a file. */
function isSameButForOrder(before: Entity, after: Entity): boolean {
  const withoutEtag = ({ metadata, ...entity }: Entity): unknown => ({
    ...entity,
    metadata: { ...metadata, etag: '' },
  });
  return isEqual(withoutEtag(before), withoutEtag(after));
}

function toChangeRow({ input, request, before, after }: Change, at: number): (string | number | null)[] {
  const row = (action: string, body: unknown): (string | number | null)[] => [
    input.id,
    at,
    action,
    request.cause,
    request.actor,
    after?.hash ?? null,
    body === null ? null : JSON.stringify(body),
  ];
  if (!before) return row('create', null);
  if (!after) return row('delete', toHistoricForm(before));
  const back = changesBack(toHistoricForm(after.entity), toHistoricForm(before));
  return back.length > 0 ? row('update', back) : row('relations', null);
}
