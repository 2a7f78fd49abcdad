import type { Entity } from '@portico/catalog-model';
import { useEntityPath } from '../../react.ts';

/** The path of the tab that explains an entity. */
export function useWhyPath(entity: Entity | string): string {
  return `${useEntityPath()(entity) ?? ''}/why`;
}
