import type { Entity } from '@portico/catalog-model';
import { InputError } from '@portico/errors';
import type { LocationSpec } from '../../node/processing.ts';
import type { EntityProcessing } from '../engine/process-entity.ts';
import { toDeferredLocation } from './config-locations.ts';

const maxEntities = 10_000;

/**
 * Processes a location and all that it leads to, without storing anything, and
 * returns the processed entities.
 *
 * @throws InputError with the first fault, or when there is no end to it.
 */
export async function dryRunLocation(process: EntityProcessing, location: LocationSpec): Promise<Entity[]> {
  const waiting: Entity[] = [toDeferredLocation(location).entity];
  const seen = new Set<string>();
  const entities: Entity[] = [];
  for (let entity = waiting.shift(); entity; entity = waiting.shift()) {
    const outcome = await process(entity, null);
    const [fault] = outcome.errors;
    if (fault || outcome.processed === undefined) {
      throw new InputError(fault ? fault.message : 'The location could not be processed');
    }
    entities.push(JSON.parse(outcome.processed) as Entity);
    if (entities.length > maxEntities) {
      throw new InputError(
        `The location leads to more than ${maxEntities} entities. Register its parts one by one`,
      );
    }
    for (const child of outcome.children) {
      if (seen.has(child.ref)) {
        throw new InputError(
          `Duplicate nested entity: ${child.ref} is declared more than once below ${location.target}`,
        );
      }
      seen.add(child.ref);
      waiting.push(child.entity);
    }
  }
  return entities;
}
