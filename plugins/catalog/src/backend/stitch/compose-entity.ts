import { hash } from 'node:crypto';
import type { Entity, EntityRelation } from '@portico/catalog-model';
import {
  ANNOTATION_ORPHAN,
  ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
  replaceScriptUrls,
} from '@portico/catalog-model/served';
import type { SerializedError } from '@portico/errors';

/** What the served form of an entity is made of. */
export interface EntityParts {
  uid: string;
  /** The processed entity as JSON. */
  processed: string;
  /** Sorted and distinct. */
  relations: EntityRelation[];
  /** Faults of the last run, as JSON; null for none. */
  errors: string | null;
  isOrphan: boolean;
}

/** An entity as it is served. */
export interface ComposedEntity {
  /** With uid and etag. */
  entity: Entity;
  /** The same as text. */
  json: string;
  /** Of everything but uid and etag. */
  hash: string;
}

/** Puts an entity together as it is served. */
export function composeEntity(parts: EntityParts): ComposedEntity {
  let entity = JSON.parse(parts.processed) as Entity;
  if (parts.isOrphan) entity = withOrphanAnnotation(entity);
  entity = replaceScriptUrls(entity);
  const { uid: _uid, etag, ...metadata } = entity.metadata;
  const status = withErrors(entity.status, parts.errors);
  const { apiVersion, kind, metadata: _metadata, status: _status, ...others } = entity;
  const rest = { ...others, relations: parts.relations, ...(status && { status }) };
  const start = JSON.stringify({ apiVersion, kind }).slice(0, -1);
  const middle = JSON.stringify(metadata).slice(0, -1);
  const end = JSON.stringify(rest).slice(1);
  const digest = hash('sha1', `${start}${middle}${end}`, 'hex');
  const shown = etag || digest;
  const json = `${start},"metadata":${middle},"uid":${JSON.stringify(parts.uid)},"etag":${JSON.stringify(shown)}},${end}`;
  const complete: Entity = {
    ...entity,
    metadata: { ...entity.metadata, uid: parts.uid, etag: shown },
    relations: parts.relations,
    ...(status && { status }),
  };
  return { entity: complete, json, hash: digest };
}

function withOrphanAnnotation(entity: Entity): Entity {
  const annotations = { ...entity.metadata.annotations, [ANNOTATION_ORPHAN]: 'true' };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

function withErrors(status: Entity['status'], errors: string | null): Entity['status'] {
  if (errors === null) return status;
  const faults = (JSON.parse(errors) as SerializedError[]).map(error => ({
    type: ENTITY_STATUS_CATALOG_PROCESSING_TYPE,
    level: 'error' as const,
    message: `${error.name}: ${error.message}`,
    error,
  }));
  return { ...status, items: [...(status?.items ?? []), ...faults] };
}
