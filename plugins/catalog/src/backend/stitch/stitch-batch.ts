import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, writeRows } from '../database/batch.ts';
import { createInternedNames, type InternedNames, numberOf } from '../database/interned-names.ts';
import { isFaultOfData } from '../database/is-fault-of-data.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { type StitchRequest, takeStitchRequests } from '../database/stitch-queue.ts';
import { createTurns } from '../database/turns.ts';
import { writeTogether } from '../database/write-together.ts';
import { type CountedKeys, createCountedKeys } from './counts.ts';
import { createIndexPaths, type IndexPaths } from './index-paths.ts';
import { lockStitching } from './lock-stitching.ts';
import { prepareBatch, type PreparedBatch, type PreparedChange } from './prepare-batch.ts';
import { createResting } from './resting.ts';
import { setAside, type SetAsideEntity } from './set-aside.ts';
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
      for (const { id, relations } of batch.changes) resting.stitched(id, relations);
      return stitched;
    };
    try {
      return await retryTransaction(db, work, () => turn?.[Symbol.dispose]());
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

async function writeBatch(
  tx: StatementRunner,
  names: Names,
  { changes, columns, counts }: PreparedBatch,
  at: number,
): Promise<void> {
  const kinds = await names.kinds.idsOf(
    tx,
    changes.map(({ kind }) => kind),
  );
  const keys = await names.keys.idsOf(tx, columns.keys());
  const toServed = ({ id, kind, etag, json }: PreparedChange): ServedEntity =>
    etag === null ? { id } : { id, kindId: numberOf(kinds, kind), etag, json };
  const toRow = ({ id, action, request: { cause, actor }, etag, body }: PreparedChange) =>
    [id, at, action, cause, actor, etag, body] as const;
  await writeTogether([
    writeServed(tx, changes.map(toServed)),
    writeRows(tx, insertChanges, changes.map(toRow)),
    counts.write(tx, { kinds, keys }),
    columns.write(tx, keys),
  ]);
}
