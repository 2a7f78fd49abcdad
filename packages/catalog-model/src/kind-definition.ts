import type { JsonSchema } from './json-schema.ts';

/**
 * A kind of entity, as data. The built-in kinds and those that an organisation
 * adds are told in the same way; the catalog's checks, relations, search and
 * pages follow from it.
 */
export interface KindDefinition {
  kind: string;
  /** The values of `apiVersion` under which this definition applies. */
  apiVersions: string[];
  description?: string;
  /** Schema of the entity as far as the kind decides it; what all entities share need not be repeated. */
  schema: JsonSchema;
  /** The fields that name other entities. */
  relationFields: RelationField[];
  /** Definitions that replace `schema` and, unless they stand alone, add relation fields for entities whose `spec.type` is the key. */
  specTypes?: Record<string, SpecTypeDefinition>;
  /** Fields of `spec` that earlier versions had, with the field to use instead. */
  obsoleteFields?: Record<string, string>;
  display?: KindDisplay;
}

/** The part of a kind that depends on `spec.type`. */
export interface SpecTypeDefinition {
  description?: string;
  schema: JsonSchema;
  relationFields?: RelationField[];
  /** Whether the relation fields of the kind do not apply, but only those given here. */
  standsAlone?: boolean;
}

/** A field that holds one entity ref or a list of them. */
export interface RelationField {
  /** Dotted path from the root of the entity: `spec.owner`. */
  path: string;
  /** The kind of a ref that names none. Without it, refs must name their kind. */
  defaultKind?: string;
  /** The relation from the entity to the one it names. */
  relation: string;
  /** The relation back. Taken from the relation pairs unless given. */
  inverse?: string;
  /** Whether there is no relation back. */
  oneWay?: boolean;
  /** The namespace of a ref that names none: that of the entity (`inherit`, as unless given), or `default`. */
  defaultNamespace?: 'inherit' | 'default';
  /** Refs to other kinds give no relation. */
  allowedKinds?: string[];
}

/** How a kind looks in the portal. */
export interface KindDisplay {
  /** Name of an icon. */
  icon?: string;
  /** Colour as an angle on the colour wheel, in degrees. */
  hue?: number;
  plural?: string;
}
