import { hash, randomUUID } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { stringifyEntityRef, stringifyLocationRef } from '@portico/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@portico/errors';
import type { DeferredEntity, LocationSpec } from '../../node/processing.ts';
import {
  deleteLocationRow,
  findLocation,
  findLocationByTarget,
  insertLocation,
  listLocations,
  type LocationRow,
  updateLocationRow,
} from '../database/locations.ts';
import { findRefs } from '../database/refs.ts';
import { listOwned, sourceIdOf } from '../database/sources.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import type { CatalogEngine } from '../engine/create-engine.ts';
import { toDeferredLocation } from './config-locations.ts';

/** The locations that were registered through the API. */
export interface LocationStore {
  list(): Promise<LocationRow[]>;
  /** @throws NotFoundError */
  get(id: string): Promise<LocationRow>;
  /** @throws NotFoundError when the entity was not read from a registered location. */
  getByOrigin(originLocationRef: string): Promise<LocationRow>;
  find(location: LocationSpec): Promise<LocationRow | undefined>;
  /**
   * Registers a location, and has it read. One that is there is a conflict, or
   * with `refresh` read again.
   *
   * @throws InputError for a type that is not allowed, ConflictError for one that is there.
   */
  create(location: LocationSpec, options: CreateLocationOptions): Promise<LocationRow>;
  /** Points a location elsewhere. It keeps its entity. @throws NotFoundError, ConflictError, InputError */
  update(id: string, location: LocationSpec, actor?: string): Promise<LocationRow>;
  /** Removes a location, with what was read from it. @throws NotFoundError */
  remove(id: string, actor?: string): Promise<void>;
  /** Has the catalog read what is registered and nothing else of it; what a process was killed at is made up for. */
  reconcile(): Promise<void>;
}

/** How a location is registered. */
export interface CreateLocationOptions {
  onConflict: 'reject' | 'refresh';
  actor?: string | undefined;
}

const sourceKey = 'DefaultLocationStore';

/** Makes the store on a database and the engine that reads from it. */
export function createLocationStore(options: {
  db: StatementRunner;
  engine: CatalogEngine;
  allowedTypes: readonly string[];
}): LocationStore {
  const { db, engine, allowedTypes } = options;
  const assertAllowed = ({ type }: LocationSpec): void => assertAllowedType(type, allowedTypes);
  const get = async (id: string): Promise<LocationRow> => {
    const row = await findLocation(db, id);
    if (!row) throw new NotFoundError(`Found no location with ID ${id}`);
    return row;
  };
  const mutate = async (added: LocationRow[], removedRefs: string[], cause: ChangeCause): Promise<void> => {
    if (added.length + removedRefs.length === 0) return;
    const removed = removedRefs.map(entityRef => ({ entityRef }));
    await engine.mutate({
      sourceKey,
      mutation: { type: 'delta', added: added.map(toDeferred), removed },
      cause,
    });
  };
  const tell = (added: LocationRow[], removed: LocationRow[], actor?: string): Promise<void> =>
    mutate(
      added,
      removed.map(row => row.entityRef),
      causeOf(actor),
    );

  return {
    list: () => listLocations(db),
    get,
    find: location => findLocationByTarget(db, location),
    async getByOrigin(ref) {
      const colon = ref.indexOf(':');
      const location = { type: ref.slice(0, colon), target: ref.slice(colon + 1) };
      const row = colon > 0 ? await findLocationByTarget(db, location) : undefined;
      if (!row) throw new NotFoundError(`Found no registered location '${ref}'`);
      return row;
    },
    async create(location, { onConflict, actor }) {
      assertAllowed(location);
      const row = await withFreeRef(db, toRow(location));
      if (await insertLocation(db, row)) {
        await tell([row], [], actor);
        return row;
      }
      const existing = await findLocationByTarget(db, location);
      if (onConflict === 'reject' || !existing) {
        throw new ConflictError(`Location ${location.type}:${location.target} already exists`);
      }
      await checkAgain(db, engine, existing, causeOf(actor));
      return existing;
    },
    async update(id, location, actor) {
      assertAllowed(location);
      const row = await get(id);
      const other = await findLocationByTarget(db, location);
      if (other && other.id !== id) {
        throw new ConflictError(`Location ${location.type}:${location.target} already exists`);
      }
      const updated = { ...row, type: location.type, target: location.target };
      await updateLocationRow(db, updated);
      await tell([updated], [row], actor);
      return updated;
    },
    async remove(id, actor) {
      const row = await get(id);
      await deleteLocationRow(db, id);
      await tell([], [row], actor);
    },
    async reconcile() {
      // In this order: a location is stored before the catalog is told of it.
      const held = await listOwned(db, await sourceIdOf(db, sourceKey));
      const rows = await listLocations(db);
      const registered = new Set(rows.map(row => row.entityRef));
      const added = rows.filter(row => held.get(row.entityRef) !== stringifyLocationRef(row));
      const removed = [...held.keys()].filter(ref => !registered.has(ref));
      const moved = added.map(row => row.entityRef).filter(ref => held.has(ref));
      await mutate(added, [...removed, ...moved], { cause: `provider:${sourceKey}` });
    },
  };
}

/** @throws InputError for a type of location that nobody may register, or try out. */
export function assertAllowedType(type: string, allowedTypes: readonly string[]): void {
  if (allowedTypes.includes(type)) return;
  throw new InputError(
    `Registered locations must be of an allowed type ${JSON.stringify(allowedTypes)}, not '${type}'`,
  );
}

async function checkAgain(
  db: StatementRunner,
  engine: CatalogEngine,
  row: LocationRow,
  cause: ChangeCause,
): Promise<void> {
  const known = (await findRefs(db, [row.entityRef])).get(row.entityRef);
  if (known) await engine.check([known.id], cause);
}

function toRow({ type, target }: LocationSpec): LocationRow {
  const { entity } = toDeferredLocation({ type, target });
  return { id: randomUUID(), type, target, entityRef: stringifyEntityRef(entity) };
}

/** A location that was pointed elsewhere has kept the ref that this one would have. */
async function withFreeRef(db: StatementRunner, row: LocationRow): Promise<LocationRow> {
  const known = (await findRefs(db, [row.entityRef])).get(row.entityRef);
  if (!known?.uid || known.locationKey === null || known.locationKey === stringifyLocationRef(row))
    return row;
  const name = `generated-${hash('sha1', `${stringifyLocationRef(row)} ${row.id}`)}`;
  return { ...row, entityRef: stringifyEntityRef({ kind: 'Location', name }) };
}

// A location that was pointed elsewhere keeps the name that it was given first.
function toDeferred({ type, target, entityRef }: LocationRow): DeferredEntity {
  const deferred = toDeferredLocation({ type, target });
  const name = entityRef.slice(entityRef.indexOf('/') + 1);
  const { metadata } = deferred.entity;
  return { ...deferred, entity: { ...deferred.entity, metadata: { ...metadata, name } } };
}

function causeOf(actor: string | undefined): ChangeCause {
  return { cause: 'api:locations', ...(actor !== undefined && { actor }) };
}
