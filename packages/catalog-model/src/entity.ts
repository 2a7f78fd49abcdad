import type { JsonObject } from '@portico/config';

/** The namespace of an entity that names none. */
export const DEFAULT_NAMESPACE = 'default';

/** The `type` of the status items that tell about faults in processing. */
export const ENTITY_STATUS_CATALOG_PROCESSING_TYPE = 'backstage.io/catalog-processing';

/** The least that anything in the catalog has: what it is and how it is called. */
export interface EntityEnvelope {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** An entry of the catalog. `relations` and `status` are filled in by the catalog and never part of the input. */
export interface Entity {
  /** Format and version, such as `backstage.io/v1alpha1`. */
  apiVersion: string;
  kind: string;
  metadata: EntityMeta;
  spec?: JsonObject;
  relations?: EntityRelation[];
  status?: EntityStatus;
}

/** What every kind of entity tells about itself. Fields beyond these are kept. */
export interface EntityMeta extends JsonObject {
  /** Output only: identifies this very entity until it is removed. */
  uid?: string;
  /** Output only: changes with every change of the entity. */
  etag?: string;
  /** Unique within kind and namespace, whatever the case of its letters. */
  name: string;
  namespace?: string;
  title?: string;
  description?: string;
  /** Short identifying values, to select by. */
  labels?: Record<string, string>;
  /** Values for tools and plugins. */
  annotations?: Record<string, string>;
  tags?: string[];
  links?: EntityLink[];
}

/** A link from an entity to somewhere else. */
export interface EntityLink extends JsonObject {
  url: string;
  title?: string;
  icon?: string;
  type?: string;
}

/** An edge of the catalog's graph, seen from the entity that holds it. */
export interface EntityRelation {
  type: string;
  /** A full entity ref in lower case. */
  targetRef: string;
}

/** How an entity is doing. */
export interface EntityStatus {
  items?: EntityStatusItem[];
}

/** One thing to know about an entity's state. */
export interface EntityStatusItem {
  /** Who says so, such as {@link ENTITY_STATUS_CATALOG_PROCESSING_TYPE}. */
  type: string;
  level: EntityStatusLevel;
  message: string;
  error?: EntityStatusError;
}

/** How grave a status item is. */
export type EntityStatusLevel = 'info' | 'warning' | 'error';

/** The error behind a status item, as JSON. */
export interface EntityStatusError {
  name: string;
  message: string;
  code?: string;
  stack?: string;
  [key: string]: unknown;
}

/** The three parts of an entity ref, as they were written. */
export interface CompoundEntityRef {
  kind: string;
  namespace: string;
  name: string;
}
