import type { Entity } from '@portico/catalog-model';
import type { JsonValue } from '@portico/config';

/** Which part of the history of an entity to answer with. */
export interface EntityHistoryRequest {
  /** Changes in a page; 50 unless given. */
  limit?: number | undefined;
  /** Where a page before ended. */
  cursor?: string | undefined;
}

/** The changes of an entity, the latest first. The answer of `history`. */
export interface EntityHistoryResponse {
  items: EntityChange[];
  pageInfo: { nextCursor?: string };
}

/** One accepted change of an entity. */
export interface EntityChange {
  id: string;
  /** ISO time. */
  at: string;
  type: 'created' | 'updated' | 'removed';
  cause: EntityChangeCause;
  /** The user or service that asked for it, as entity ref or subject; missing when the catalog acted by itself. */
  actor?: string;
  /** The etag of the entity after the change; missing after a removal. */
  etag?: string;
  /** From the entity before to the entity after; empty when it was removed. */
  diff: EntityDiffOperation[];
}

/** What set off a change. */
export interface EntityChangeCause {
  type: 'provider' | 'location' | 'api' | 'relation' | 'cleanup';
  /** The provider's name, the location ref, or the operation. */
  name: string;
}

/** A step of a diff: an operation of JSON Patch (RFC 6902), with the value that was there before. */
export interface EntityDiffOperation {
  op: 'add' | 'remove' | 'replace';
  /** JSON pointer. */
  path: string;
  value?: JsonValue;
  previous?: JsonValue;
}

/** An entity as it was at a time. The answer of `getEntityAsOf`. */
export interface EntityAsOf {
  entity: Entity;
  /** The change that made it what it was then. */
  changeId: string;
  /** ISO time of that change. */
  at: string;
}
