import { stringifyEntityRef, type Entity, type EntityProblem } from '@portico/catalog-model';
import { InputError, type SerializedError } from '@portico/errors';
import type { LocationSpec } from '../../node/processing.ts';
import type { EntityProcessing } from '../engine/process-entity.ts';
import { assertRead } from '../reading/postponed-error.ts';
import { toDeferredLocation } from './config-locations.ts';

const maxEntities = 10_000;

/** Whoever mends so many looks again; a host that never answers is not waited for any longer. */
const maxFaulty = 100;

/**
 * Processes a location and all that it leads to, without storing anything, and
 * returns the processed entities.
 *
 * @throws ServiceUnavailableError while a host is not to be asked; InputError with the first fault, or when there is no end to it. Its `problems` are the faults of all
 * entities, with lines and columns where they are known, of at most 100 entities.
 */
export async function dryRunLocation(process: EntityProcessing, location: LocationSpec): Promise<Entity[]> {
  const waiting: Entity[] = [toDeferredLocation(location).entity];
  const seen = new Set<string>();
  const entities: Entity[] = [];
  const located = new Map<string, EntityProblem[]>();
  const messages: string[] = [];
  const problems: EntityProblem[] = [];
  for (let entity = waiting.shift(); entity && messages.length < maxFaulty; entity = waiting.shift()) {
    const outcome = await process(entity, null);
    assertRead(outcome);
    for (const found of Object.entries(outcome.trail.problems ?? {})) located.set(...found);
    const [fault] = outcome.errors;
    if (fault || outcome.processed === undefined) {
      messages.push(fault ? fault.message : 'The location could not be processed');
      problems.push(...(located.get(stringifyEntityRef(entity)) ?? outcome.errors.flatMap(problemsIn)));
    } else {
      entities.push(JSON.parse(outcome.processed) as Entity);
    }
    for (const child of outcome.children) {
      if (seen.has(child.ref)) {
        messages.push(
          `Duplicate nested entity: ${child.ref} is declared more than once below ${location.target}`,
        );
        continue;
      }
      seen.add(child.ref);
      waiting.push(child.entity);
    }
    if (seen.size > maxEntities) {
      throw new InputError(
        `The location leads to more than ${maxEntities} entities. Register its parts one by one`,
      );
    }
  }
  const [message] = messages;
  if (message === undefined) return entities;
  throw Object.assign(new InputError(message), problems.length > 0 && { problems });
}

function problemsIn(error: SerializedError): EntityProblem[] {
  const own = error['problems'];
  if (Array.isArray(own)) return own as EntityProblem[];
  return error.cause ? problemsIn(error.cause) : [];
}
