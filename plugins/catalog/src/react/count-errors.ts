import type { Entity } from '@portico/catalog-model';

/** How many errors an entity's status tells of. */
export function countErrors(entity: Entity): number {
  return (entity.status?.items ?? []).filter(({ level }) => level === 'error').length;
}
