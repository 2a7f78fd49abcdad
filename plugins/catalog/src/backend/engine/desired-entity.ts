import { hash } from 'node:crypto';
import { type Entity, type EntityProblem, stringifyEntityRef } from '@portico/catalog-model';

/** What is stored of an entity that a provider or parent wants. */
export interface StoredEntity {
  ref: string;
  /** The entity as JSON. */
  json: string;
  /** Equal for what is written in the same way. */
  inputHash: string;
  locationKey: string | null;
}

/** An entity that a provider or parent wants, ready to be compared and stored. */
export interface DesiredEntity extends StoredEntity {
  entity: Entity;
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
