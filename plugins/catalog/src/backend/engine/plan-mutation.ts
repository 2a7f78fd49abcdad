import { hash } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { type CatalogModel, stringifyEntityRef } from '@portico/catalog-model';
import type { DeferredEntity } from '../../node/processing.ts';
import { readLarge } from '../database/retry-transaction.ts';
import { findOwned, ownedIdsAfter } from '../database/sources.ts';
import { malformedEnvelope } from './desired-entity.ts';
import { createBreather } from './breather.ts';
import { sortByRef } from './sort-by-ref.ts';

/** What a mutation comes down to. */
export interface MutationPlan {
  /** Places in the list of entities, in the order of their refs; no ref twice, the last one counts. */
  upserts: number[];
  /** What the provider owns and no longer wants, or wants under another location key. */
  removals: number[];
  /** Of `removals`, those that come back under another location key. */
  replaced: Set<number>;
  unchanged: number;
  owned: number;
}

// How many refs are compared at once: on SQLite nobody else has the thread meanwhile, on PostgreSQL each time costs four
// round trips.
const steps = { sqlite: 200, pg: 2_000 };

/** @throws TypeError for the first entity without a valid envelope. */
export async function assertEnvelopes(
  model: CatalogModel,
  entities: readonly DeferredEntity[],
): Promise<void> {
  const breathe = createBreather();
  for (const { entity } of entities) {
    const problems = model.checkEnvelope(entity);
    if (problems.length > 0) throw malformedEnvelope(problems);
    await breathe();
  }
}

/** The plan for a provider that owns nothing yet. */
export async function planFirstMutation(entities: readonly DeferredEntity[]): Promise<MutationPlan> {
  return {
    upserts: await placesInOrder(entities),
    removals: [],
    replaced: new Set(),
    unchanged: 0,
    owned: 0,
  };
}

/** Compares all that a provider wants with what it owns, by hash, without reading an entity. */
export async function planFullMutation(
  db: StatementRunner,
  sourceId: number,
  entities: readonly DeferredEntity[],
  expectChanges: (atLeast: number) => void,
): Promise<MutationPlan> {
  const places = await placesByRef(entities);
  const refs = [...places.keys()];
  const seen = new Set<number>();
  const replaced = new Set<number>();
  const upserts: [ref: string, place: number][] = [];
  const breathe = createBreather();
  const step = steps[db.dialect];
  for (let start = 0; start < refs.length; start += step) {
    const part = refs.slice(start, start + step);
    const owned = await readLarge(db, tx => findOwned(tx, sourceId, part));
    for (const [index, ref] of part.entries()) {
      if (index % 100 === 0) await breathe();
      const place = places.get(ref) ?? 0;
      const known = owned.get(ref);
      const deferred = entities[place];
      if (!deferred) continue;
      if (!known) {
        upserts.push([ref, place]);
        continue;
      }
      seen.add(known.id);
      if (known.locationKey !== (deferred.locationKey ?? null)) {
        replaced.add(known.id);
        upserts.push([ref, place]);
      } else if (known.inputHash !== hashOf(deferred)) upserts.push([ref, place]);
    }
    expectChanges(upserts.length);
    await breathe();
  }
  const { removals, owned } = await findRemovals(db, sourceId, seen, replaced);
  return {
    upserts: await sortByRef(upserts, breathe),
    removals,
    replaced,
    unchanged: refs.length - upserts.length,
    owned,
  };
}

/** The places of the entities that a provider adds, in the order of their refs; of several with one ref, the last. */
export async function placesInOrder(entities: readonly DeferredEntity[]): Promise<number[]> {
  return sortByRef([...(await placesByRef(entities))], createBreather());
}

async function placesByRef(entities: readonly DeferredEntity[]): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  const breathe = createBreather();
  for (const [place, { entity }] of entities.entries()) {
    places.set(stringifyEntityRef(entity), place);
    await breathe();
  }
  return places;
}

async function findRemovals(
  db: StatementRunner,
  sourceId: number,
  seen: ReadonlySet<number>,
  replaced: ReadonlySet<number>,
): Promise<{ removals: number[]; owned: number }> {
  const removals: number[] = [...replaced];
  let owned = 0;
  let last = -1;
  for (;;) {
    const ids = await ownedIdsAfter(db, sourceId, last, 5000);
    if (ids.length === 0) return { removals, owned };
    owned += ids.length;
    last = ids.at(-1) ?? last;
    removals.push(...ids.filter(id => !seen.has(id)));
  }
}

function hashOf({ entity }: DeferredEntity): string {
  return hash('sha1', JSON.stringify(entity), 'base64url');
}
