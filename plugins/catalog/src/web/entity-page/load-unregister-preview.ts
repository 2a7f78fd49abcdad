import type { CatalogApi } from '@portico/catalog-client';
import { ANNOTATION_ORIGIN_LOCATION, builtinRelationPairs, type Entity } from '@portico/catalog-model';
import { toEntityRef } from '../../react.ts';
import { planUnregister, type UnregisterPlan } from './plan-unregister.ts';

/** What taking an entity out would do. */
export interface UnregisterPreview {
  plan: UnregisterPlan;
  /** The entities that go, as many as are listed. */
  goes: Entity[];
  /** How many go in all. */
  total: number;
  /** How many entities that stay name this one in their files, which then leads to nothing. */
  dependents: number;
}

const mostListed = 100;
const shownFields = ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title', 'spec.type'];

/** Finds out what taking an entity out would do. */
export async function loadUnregisterPreview(
  catalog: CatalogApi,
  entity: Entity,
  signal: AbortSignal,
): Promise<UnregisterPreview> {
  const entityRef = toEntityRef(entity);
  const origin = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  const [location, explanation] = await Promise.all([
    origin === undefined ? undefined : catalog.getLocationByRef(origin, { signal }),
    catalog.explain(entityRef, { signal }),
  ]);
  const plan = planUnregister(entity, location, explanation);
  if (plan.type !== 'location')
    return { plan, goes: [entity], total: 1, dependents: findDependents(entity, [entity]).length };
  const { items, totalItems } = await catalog.queryEntities(
    {
      filter: { [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]: plan.origin },
      fields: shownFields,
      limit: mostListed,
      orderFields: { field: 'metadata.name', order: 'asc' },
    },
    { signal },
  );
  const found = findDependents(entity, items);
  // Of those that are not listed, some may go as well.
  const going =
    totalItems > items.length ? await countFrom(catalog, plan.origin, { refs: found, signal }) : 0;
  return { plan, goes: items, total: totalItems, dependents: found.length - going };
}

/** Relations that are the inverse of another were declared by the entity at their other end. */
function findDependents({ relations = [] }: Entity, goes: readonly Entity[]): string[] {
  const inverse = new Set(builtinRelationPairs.map(pair => pair.inverse));
  const gone = new Set(goes.map(item => toEntityRef(item)));
  const refs = relations.filter(({ type }) => inverse.has(type)).map(({ targetRef }) => targetRef);
  return [...new Set(refs)].filter(ref => !gone.has(ref));
}

/** How many of the entities come from a location. */
async function countFrom(
  catalog: CatalogApi,
  origin: string,
  { refs, signal }: { refs: string[]; signal: AbortSignal },
): Promise<number> {
  if (refs.length === 0) return 0;
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: refs, fields: ['metadata.annotations'] },
    { signal },
  );
  // An entity of which only some fields were asked for may lack the others.
  const origins = items.map(item => item?.metadata?.annotations?.[ANNOTATION_ORIGIN_LOCATION]);
  return origins.filter(each => each === origin).length;
}
