import type { JsonValue } from '../json.ts';
import { findFaults, schemasOfItem, schemasOfKey } from './find-faults.ts';
import { resolveRef, type ConfigJsonSchema, type ConfigJsonSchemaObject } from './schema-types.ts';

/** One of the schemas that say something about a value. */
export interface SchemaFacet {
  schema: ConfigJsonSchemaObject;
  /** What its references are relative to. */
  root: ConfigJsonSchema;
  packageName: string;
  /** Whether it surely applies: it does not when it is an alternative that the value does not fit. */
  applies: boolean;
}

/**
 * All that a schema says about a value: itself, and what it refers to, requires
 * in addition or offers as alternatives. Without a value, all alternatives count.
 */
export function expandFacets(
  schema: ConfigJsonSchema,
  from: Omit<SchemaFacet, 'schema'>,
  value?: JsonValue,
  depth = 0,
): SchemaFacet[] {
  if (typeof schema === 'boolean' || depth > 20) return [];
  const { $ref, allOf = [], anyOf = [], oneOf = [], then: consequence, else: otherwise } = schema;
  const expand = (part: ConfigJsonSchema, applies: boolean): SchemaFacet[] =>
    expandFacets(part, { ...from, applies: from.applies && applies }, value, depth + 1);
  const target = $ref === undefined ? undefined : resolveRef($ref, from.root);
  const branches = [consequence, otherwise].filter(branch => branch !== undefined);
  return [
    { ...from, schema },
    ...(target === undefined ? [] : expand(target, true)),
    ...allOf.flatMap(part => expand(part, true)),
    ...[...anyOf, ...oneOf, ...branches].flatMap(part => expand(part, fits(part, from.root, value))),
  ];
}

function fits(schema: ConfigJsonSchema, root: ConfigJsonSchema, value: JsonValue | undefined): boolean {
  return value === undefined || findFaults(schema, value, root).length === 0;
}

/** What the facets of a container say about one of its children. */
export function childFacets(
  facets: readonly SchemaFacet[],
  key: string | number,
  value?: JsonValue,
): SchemaFacet[] {
  return facets.flatMap(({ schema, ...from }) => {
    const children = typeof key === 'number' ? schemasOfItem(schema, key) : schemasOfKey(schema, key);
    return children.flatMap(child => expandFacets(child, from, value));
  });
}
