import { hash } from 'node:crypto';
import { type Entity, type EntityProblem, stringifyEntityRef } from '@portico/catalog-model';

/** An entity that a provider or parent wants, ready to be compared and stored. */
export interface DesiredEntity {
  ref: string;
  entity: Entity;
  /** The entity as JSON. */
  json: string;
  /** Equal for what is written in the same way. */
  inputHash: string;
  locationKey: string | null;
}

/** Makes a {@link DesiredEntity}; the entity must have a valid envelope. */
export function toDesiredEntity(entity: Entity, locationKey: string | null | undefined): DesiredEntity {
  const json = JSON.stringify(entity);
  return {
    ref: stringifyEntityRef(entity),
    entity,
    json,
    inputHash: hash('sha1', json, 'base64url'),
    locationKey: locationKey ?? null,
  };
}

/** The error for entities without a valid envelope, with the message that clients know. */
export function malformedEnvelope(problems: readonly EntityProblem[]): TypeError {
  return new TypeError(`Malformed entity envelope, ${problems.map(problem => problem.message).join('; ')}`);
}
