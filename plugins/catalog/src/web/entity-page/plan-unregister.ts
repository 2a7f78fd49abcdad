import type { EntityExplanation, Location } from '@portico/catalog-client';
import { ANNOTATION_ORIGIN_LOCATION, type Entity } from '@portico/catalog-model';

/** How an entity can be taken out of the catalog. */
export type UnregisterPlan =
  /** With the registered location that it comes from, and all that comes from there. */
  | { type: 'location'; location: Location; origin: string }
  /** Nothing declares it: it can be deleted for good. */
  | { type: 'orphan' }
  /** The configuration or a provider declares it, which is where it has to be taken out. */
  | { type: 'configured' | 'provided'; source: string };

const configProvider = 'ConfigLocationProvider';

/** Finds out how an entity can be taken out, from the location that it comes from and its explanation. */
export function planUnregister(
  entity: Entity,
  location: Location | undefined,
  explanation: EntityExplanation | undefined,
): UnregisterPlan {
  const origin = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  if (explanation?.state === 'orphan') return { type: 'orphan' };
  if (location && origin !== undefined) return { type: 'location', location, origin };
  const root = explanation?.chain[0];
  const provider = root?.provider ?? explanation?.sources.find(({ type }) => type === 'provider')?.name;
  if (provider === configProvider || (provider === undefined && origin !== undefined)) {
    return { type: 'configured', source: origin ?? root?.location ?? configProvider };
  }
  return provider === undefined ? { type: 'orphan' } : { type: 'provided', source: provider };
}
