import type { StatementRunner } from '@portico/backend-plugin-api';
import { followWithinMs } from '../database/old-changes.ts';
import { createBreather } from '../engine/breather.ts';
import { type EntityAttributes, parseEntityAttributes } from './entity-attributes.ts';
import { type ChangedEntity, firstChange, lastChange, readChanges } from './read-changes.ts';

/** Something computed from the attributes of all entities, that one entity's change can adjust. */
export interface LiveIndex {
  /** How much memory it takes, about. */
  readonly bytes: number;
  /** Whether it is to be computed again when somebody asks for it. */
  readonly isWorn?: boolean;
  /** Takes what an entity has now; `undefined` for one that is gone. */
  apply(id: number, attributes: EntityAttributes | undefined): void;
}

/** Names an index, and says how to compute it. */
export interface IndexRequest<T extends LiveIndex = LiveIndex> {
  name: string;
  compute(): Promise<T>;
}

/**
 * Keeps indexes in memory that are computed once, and from then on follow the
 * changes that the catalog writes down, whichever instance made them.
 */
export interface LiveView {
  /**
   * Calls back with the indexes as of one moment, which is not before the call.
   * `use` must not wait for anything.
   */
  read<T, const TIndexes extends readonly LiveIndex[]>(
    requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
    use: (...indexes: TIndexes) => T,
  ): Promise<T>;
  /**
   * The same without waiting: as of the change {@link seq}, which need not be the
   * last. `undefined` when an index is not there.
   */
  peek<T, const TIndexes extends readonly LiveIndex[]>(
    requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
    use: (...indexes: TIndexes) => T,
  ): T | undefined;
  /** The last change that is in the indexes; what was derived from them before another one is out of date. */
  readonly seq: number;
}

/** Limits of a view. */
export interface LiveViewOptions {
  /** Memory for indexes, 256 MB unless given; those that nobody asked for longest go first. */
  maxBytes?: number;
  /** How many changes to follow up, 10,000 unless given; beyond, it is cheaper to compute the indexes again. */
  maxLag?: number;
  /** After so many milliseconds without a look, changes may have been removed unseen; five minutes unless given. */
  followWithinMs?: number;
}

// Applied without a pause, so that an index is always as of one change.
const pageSize = 200;

/** Makes a view over the tables of the catalog. */
export function createLiveView(db: StatementRunner, options: LiveViewOptions = {}): LiveView {
  const { maxBytes = 256 * 2 ** 20, maxLag = 10_000, followWithinMs: patience = followWithinMs } = options;
  const computing = new Map<string, Promise<LiveIndex>>();
  const pins = new Map<string, number>();
  const ready = new Map<string, { index: LiveIndex; usedAt: number }>();
  let uses = 0;
  let seq = 0;
  // The last change that is in some index; the others may be behind.
  let furthest = 0;

  // When the changes were last read to their end.
  let syncedAt = performance.now();

  /** The oldest changes are removed in time, and who was not asked for long may have missed some. */
  async function forgetIfLate(): Promise<void> {
    const isLate = performance.now() - syncedAt >= patience;
    if (isLate && ready.size > 0 && (await firstChange(db)) > seq + 1) ready.clear();
  }

  const sync = shareRuns(async () => {
    const startedAt = performance.now();
    await forgetIfLate();
    await followChanges();
    syncedAt = startedAt;
  });

  async function followChanges(): Promise<void> {
    const last = ready.size === 0 ? await lastChange(db) : undefined;
    if (last !== undefined && ready.size === 0) {
      seq = last;
      return;
    }
    const breathe = createBreather(2);
    let until: number | undefined;
    for (;;) {
      await breathe();
      const changes = await readChanges(db, { after: seq, limit: pageSize });
      if (changes.length === 0) return;
      applyChanges(indexesOf(ready), changes);
      seq = changes.at(-1)?.seq ?? seq;
      if (changes.length < pageSize) return;
      // What comes from now on is for those who ask from now on, however fast it comes.
      until ??= await lastChange(db);
      if (seq >= until) return;
      if (until - seq > maxLag) {
        ready.clear();
        return;
      }
    }
  }

  /** What changes while an index is computed is in it by half, and is applied again at the end. */
  async function compute({ name, compute: make }: IndexRequest): Promise<LiveIndex> {
    let after = await lastChange(db);
    const index = await make();
    // What comes from now on is left to the next look, which must not find too much of it.
    const until = await lastChange(db);
    const breathe = createBreather(2);
    for (;;) {
      await breathe();
      const changes = await readChanges(db, { after, limit: pageSize });
      applyChanges([index], changes);
      after = changes.at(-1)?.seq ?? after;
      if (changes.length === pageSize && after < until) continue;
      // The others may be behind, and will hear of the same changes once more; they must not be ahead.
      if (ready.size === 0) seq = after;
      if (after >= seq) break;
    }
    furthest = Math.max(furthest, after);
    ready.set(name, { index, usedAt: ++uses });
    evict();
    return index;
  }

  function evict(): void {
    let bytes = 0;
    for (const index of indexesOf(ready)) bytes += index.bytes;
    const leastUsed = [...ready].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [name, { index }] of leastUsed) {
      if (bytes <= maxBytes) return;
      if (pins.has(name)) continue;
      bytes -= index.bytes;
      ready.delete(name);
    }
  }

  function getReady(name: string): LiveIndex | undefined {
    const entry = ready.get(name);
    if (!entry) return undefined;
    if (entry.index.isWorn) {
      ready.delete(name);
      return undefined;
    }
    entry.usedAt = ++uses;
    return entry.index;
  }

  async function get(request: IndexRequest): Promise<LiveIndex> {
    const { name } = request;
    const index = getReady(name);
    if (index) return index;
    const known = computing.get(name);
    if (known) return known;
    const promise = compute(request).finally(() => computing.delete(name));
    computing.set(name, promise);
    return promise;
  }

  function pin(requests: readonly IndexRequest[], by: 1 | -1): void {
    for (const { name } of requests) {
      const count = (pins.get(name) ?? 0) + by;
      if (count > 0) pins.set(name, count);
      else pins.delete(name);
    }
  }

  return {
    async read<T, const TIndexes extends readonly LiveIndex[]>(
      requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
      use: (...indexes: TIndexes) => T,
    ): Promise<T> {
      const list: readonly IndexRequest[] = requests;
      const breathe = createBreather();
      pin(list, 1);
      try {
        for (;;) {
          const indexes: LiveIndex[] = [];
          for (const request of list) {
            indexes.push(await get(request));
            await breathe();
          }
          await sync();
          const isLive = list.every(({ name }, position) => getReady(name) === indexes[position]);
          if (isLive && furthest <= seq) return use(...(indexes as unknown as TIndexes));
        }
      } finally {
        pin(list, -1);
      }
    },
    peek<T, const TIndexes extends readonly LiveIndex[]>(
      requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
      use: (...indexes: TIndexes) => T,
    ): T | undefined {
      const list: readonly IndexRequest[] = requests;
      const indexes: LiveIndex[] = [];
      for (const { name } of list) {
        const index = furthest > seq ? undefined : getReady(name);
        if (!index) return undefined;
        indexes.push(index);
      }
      return use(...(indexes as unknown as TIndexes));
    },
    get seq() {
      return seq;
    },
  };
}

function* indexesOf(entries: ReadonlyMap<string, { index: LiveIndex }>): Generator<LiveIndex> {
  for (const { index } of entries.values()) yield index;
}

function applyChanges(indexes: Iterable<LiveIndex>, changes: readonly ChangedEntity[]): void {
  const targets = [...indexes];
  for (const [id, json] of new Map(changes.map(change => [change.id, change.json]))) {
    const attributes = json === null ? undefined : parseEntityAttributes(json);
    for (const target of targets) target.apply(id, attributes);
  }
}

/** Whoever comes while it runs waits for the next run, which is the same for all who came meanwhile. */
function shareRuns(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
