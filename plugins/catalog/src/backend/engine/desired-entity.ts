import { hash } from 'node:crypto';
import { type Entity, type EntityProblem, stringifyEntityRef } from '@portico/catalog-model';
import { toStorableText } from '../database/storable-text.ts';

/** What is stored of an entity that a provider or parent wants. */
export interface StoredEntity {
  ref: string;
  /** The entity as JSON. */
  json: string;
  /** Equal for what is written in the same way. */
  inputHash: string;
  locationKey: string | null;
  /** What came of it, if it was processed already. */
  outcome?: StoredOutcome;
}

/** What came of an entity that was processed without a fault and without children. */
export interface StoredOutcome {
  /** The processed entity as JSON. */
  processed: string;
  /** The trail as JSON. */
  trail: string;
  refreshKeys: readonly string[];
  /** Three numbers a relation: its source, type and target, as places in tables. */
  edges: number[];
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
    locationKey: locationKey === null || locationKey === undefined ? null : toStorableText(locationKey),
  };
}

/** The error for entities without a valid envelope, with the message that clients know. */
export function malformedEnvelope(problems: readonly EntityProblem[]): TypeError {
  return new TypeError(`Malformed entity envelope, ${problems.map(problem => problem.message).join('; ')}`);
}
