import type { JsonValue } from '../json.ts';
import { findFaults, schemasOfItem, schemasOfKey } from './find-faults.ts';
import { resolveRef, type ConfigJsonSchema, type ConfigJsonSchemaObject } from './schema-types.ts';

/** One of the schemas that say something about a value. */
export interface SchemaFacet {
  schema: ConfigJsonSchemaObject;
  /** What its references are relative to. */
  root: ConfigJsonSchema;
  packageName: string;
  /** Whether it surely applies: it does not when it is one of several alternatives that the value all does not fit. */
  applies: boolean;
}

/**
 * All that a schema says about a value: itself, and what it refers to, requires
 * in addition or offers as alternatives. Of alternatives only those count that
 * the value fits; all of them when there is none, or no value.
 */
export function expandFacets(
  schema: ConfigJsonSchema,
  from: Omit<SchemaFacet, 'schema'>,
  value?: JsonValue,
  depth = 0,
): SchemaFacet[] {
  if (typeof schema === 'boolean' || depth > 20) return [];
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
  const fits = (part: ConfigJsonSchema): boolean =>
    value === undefined || findFaults(part, value, from.root).length === 0;
  const expand = (part: ConfigJsonSchema, applies = true): SchemaFacet[] =>
    expandFacets(part, { ...from, applies: from.applies && applies }, value, depth + 1);
  const expandFitting = (parts: ConfigJsonSchema[]): SchemaFacet[] => {
    const fitting = parts.filter(fits);
    return fitting.length > 0
      ? fitting.flatMap(part => expand(part))
      : parts.flatMap(part => expand(part, false));
  };
  const target = $ref === undefined ? undefined : resolveRef($ref, from.root);
  return [
    { ...from, schema },
    ...[...(target === undefined ? [] : [target]), ...allOf, ...conditional(schema, value, fits)].flatMap(
      part => expand(part),
    ),
    ...expandFitting(anyOf),
    ...expandFitting(oneOf),
  ];
}

function conditional(
  schema: ConfigJsonSchemaObject,
  value: JsonValue | undefined,
  fits: (part: ConfigJsonSchema) => boolean,
): ConfigJsonSchema[] {
  const { if: condition, then: consequence, else: otherwise } = schema;
  if (condition === undefined) return [];
  const branches =
    value === undefined ? [consequence, otherwise] : [fits(condition) ? consequence : otherwise];
  return branches.filter(branch => branch !== undefined);
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
