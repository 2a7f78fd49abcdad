import type { CatalogApi } from '@portico/catalog-client';
import { ANNOTATION_ORIGIN_LOCATION, ANNOTATION_ORPHAN, type Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';

/** What unregistering entities comes down to. */
export interface BulkUnregisterPlan {
  /** The registered locations that they come from. */
  locationIds: string[];
  /** The uids of those that nothing declares. */
  orphanUids: string[];
  /** The refs of all that goes, also of what comes from the same locations. */
  goes: string[];
  /** The refs of those that are declared elsewhere, so that they would come back. */
  stays: string[];
}

const fields = [
  'apiVersion',
  'kind',
  'metadata.uid',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
];

/** Finds out what unregistering entities comes down to. */
export async function planBulkUnregister(
  catalog: Pick<CatalogApi, 'getEntitiesByRefs' | 'getLocations' | 'getEntities'>,
  refs: readonly string[],
): Promise<BulkUnregisterPlan> {
  const [{ items }, locations] = await Promise.all([
    catalog.getEntitiesByRefs({ entityRefs: [...refs], fields }),
    catalog.getLocations(),
  ]);
  const entities = items.filter(entity => entity !== undefined);
  const idByOrigin = new Map(locations.items.map(({ id, type, target }) => [`${type}:${target}`, id]));
  const origins = new Set(entities.map(originOf).filter(origin => idByOrigin.has(origin)));
  const orphans = entities.filter(entity => !origins.has(originOf(entity)) && isOrphan(entity));
  const others = entities.filter(entity => !origins.has(originOf(entity)) && !isOrphan(entity));
  const taken = await entitiesFrom(catalog, [...origins]);
  return {
    locationIds: [...origins].flatMap(origin => idByOrigin.get(origin) ?? []),
    orphanUids: orphans.flatMap(({ metadata }) => metadata.uid ?? []),
    goes: [...new Set([...taken, ...orphans].map(stringifyEntityRef))].sort(),
    stays: others.map(stringifyEntityRef).sort(),
  };
}

async function entitiesFrom(catalog: Pick<CatalogApi, 'getEntities'>, origins: string[]): Promise<Entity[]> {
  if (origins.length === 0) return [];
  const filter = { [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: origins };
  const { items } = await catalog.getEntities({ filter, fields });
  return items;
}

function originOf({ metadata }: Entity): string {
  return metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] ?? '';
}

function isOrphan({ metadata }: Entity): boolean {
  return metadata.annotations?.[ANNOTATION_ORPHAN] === 'true';
}
