import { buildSearchRows, type Entity, type SearchRow, stringifyEntityRef } from '@portico/catalog-model';

/** What filters and facets mean, worked out entity by entity from the search rows of the model. */
export interface PlainCatalog {
  entities: Map<string, Entity>;
  /** The refs of the entities that pass. */
  refs(passes: (entity: PlainEntity) => boolean): string[];
  /** The values of one entity. */
  values(ref: string, key: string): string[];
  facet(key: string, passes: (entity: PlainEntity) => boolean): { value: string; count: number }[];
}

/** One entity's search rows. */
export interface PlainEntity {
  ref: string;
  has(key: string): boolean;
  is(key: string, ...values: string[]): boolean;
  values(key: string): string[];
  originals(key: string): string[];
}

/** Makes an empty catalog. */
export function createPlainCatalog(): PlainCatalog {
  const entities = new Map<string, Entity>();
  const known = new WeakMap<Entity, PlainEntity>();
  const all = (): PlainEntity[] =>
    [...entities.values()].map(entity => {
      const plain = known.get(entity) ?? toPlain(entity);
      known.set(entity, plain);
      return plain;
    });
  return {
    entities,
    refs: passes =>
      all()
        .filter(passes)
        .map(entity => entity.ref)
        .sort(),
    values(ref, key) {
      const entity = entities.get(ref);
      return entity ? toPlain(entity).values(key) : [];
    },
    facet(key, passes) {
      const counts = new Map<string, number>();
      for (const entity of all().filter(passes)) {
        for (const value of entity.originals(key)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => (a.value < b.value ? -1 : 1));
    },
  };
}

function toPlain(entity: Entity): PlainEntity {
  const rows = Map.groupBy(buildSearchRows(entity), row => row.key);
  const of = (key: string): SearchRow[] => rows.get(key.toLowerCase()) ?? [];
  const values = (key: string): string[] => of(key).flatMap(row => row.value ?? []);
  return {
    ref: stringifyEntityRef(entity),
    has: key => of(key).length > 0,
    is: (key, ...wanted) => values(key).some(value => wanted.includes(value)),
    values,
    originals: key => of(key).flatMap(row => row.originalValue ?? []),
  };
}
