import { isJsonObject } from '../config-layers.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { childFacets, expandFacets, type SchemaFacet } from './schema-facets.ts';
import type { ConfigJsonSchemaObject, ConfigVisibility, PackageConfigSchema } from './schema-types.ts';

/** A value of the configuration, with what the schemas say about it. */
export interface SurveyedValue {
  path: (string | number)[];
  value: JsonValue;
  visibility: ConfigVisibility;
  /** Whether one schema shows the value to the browser and another calls it secret; it is treated as secret. */
  contradictory: boolean;
  /** Whether any schema knows this key. */
  isDeclared: boolean;
  /** What to do instead, where the key should no longer be used. */
  deprecation?: string;
  children: SurveyedValue[];
  /** The keys that are known here; absent where any key may stand. */
  knownKeys?: string[];
  /** Whether a schema forbids all other keys. */
  isClosed: boolean;
}

/** Looks up every value of a configuration in all schemas. */
export function surveyConfig(data: JsonObject, schemas: readonly PackageConfigSchema[]): SurveyedValue {
  const facets = schemas.flatMap(({ value, packageName }) =>
    expandFacets(value, { root: value, packageName, applies: true }, data),
  );
  return survey(data, [], facets, undefined);
}

/** What the schemas around a value say about it; a mere `backend` says nothing. */
export type InheritedVisibility = 'frontend' | 'secret' | undefined;

function survey(
  value: JsonValue,
  path: (string | number)[],
  facets: SchemaFacet[],
  inherited: InheritedVisibility,
): SurveyedValue {
  const { visibility, deep, contradictory } = judgeVisibility(facets, inherited);
  const deprecation = facets.find(({ schema }) => schema.deprecated)?.schema.deprecated;
  const knownKeys = isJsonObject(value) ? knownKeysOf(facets) : undefined;
  return {
    path,
    value,
    visibility: visibility ?? 'backend',
    contradictory,
    isDeclared: facets.length > 0,
    ...(deprecation === undefined ? {} : { deprecation: deprecation === true ? '' : String(deprecation) }),
    ...(knownKeys === undefined ? {} : { knownKeys }),
    isClosed: facets.some(({ schema }) => schema.additionalProperties === false),
    children: childrenOf(value).map(([key, child]) => {
      // The visibility of a list is that of the primitives in it.
      const isPlainItem = typeof key === 'number' && (typeof child !== 'object' || child === null);
      const passedOn = isPlainItem ? (deep ?? visibility) : deep;
      return survey(child, [...path, key], childFacets(facets, key, child), passedOn);
    }),
  };
}

/** The visibility of a value, that of all in it, and whether schemas contradict each other. */
export function judgeVisibility(
  facets: SchemaFacet[],
  inherited: InheritedVisibility,
): { visibility: InheritedVisibility; deep: InheritedVisibility; contradictory: boolean } {
  // What may be a secret is one; the browser sees only what surely is for it.
  const marks = (mark: 'visibility' | 'deepVisibility'): InheritedVisibility[] =>
    facets.flatMap(({ schema, applies }) => {
      const value = schema[mark];
      return value === 'secret' || (value === 'frontend' && applies) ? [value] : [];
    });
  const deep = marks('deepVisibility');
  const all = [...marks('visibility'), ...deep, inherited];
  const isSecret = all.includes('secret');
  const isVisible = all.includes('frontend');
  return {
    visibility: isSecret ? 'secret' : isVisible ? 'frontend' : undefined,
    deep: deep.includes('secret') ? 'secret' : (deep[0] ?? inherited),
    contradictory: isSecret && isVisible,
  };
}

function knownKeysOf(facets: SchemaFacet[]): string[] | undefined {
  const keys = new Set<string>();
  for (const { schema } of facets) {
    const { properties, patternProperties, additionalProperties, type } = schema;
    const isOpen = additionalProperties !== undefined && additionalProperties !== false;
    const saysNothing = [type].flat().includes('object') && !properties && !patternProperties;
    if (isOpen || (saysNothing && additionalProperties === undefined && !isComposed(schema)))
      return undefined;
    for (const key of Object.keys(properties ?? {})) keys.add(key);
  }
  return keys.size === 0 ? undefined : [...keys];
}

function isComposed({ $ref, allOf, anyOf, oneOf }: ConfigJsonSchemaObject): boolean {
  return ($ref ?? allOf ?? anyOf ?? oneOf) !== undefined;
}

function childrenOf(value: JsonValue): [string | number, JsonValue][] {
  if (Array.isArray(value)) return [...value.entries()];
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => (child === undefined ? [] : [[key, child]]));
}

/** The keys of an object that no schema knows, where not just any key may stand. */
export function unknownKeysOf(surveyed: SurveyedValue): string[] {
  if (surveyed.knownKeys === undefined) return [];
  return surveyed.children.filter(child => !child.isDeclared).map(child => String(child.path.at(-1)));
}

/** All values in a survey, each before its children. */
export function* walkSurvey(surveyed: SurveyedValue): Generator<SurveyedValue> {
  yield surveyed;
  for (const child of surveyed.children) yield* walkSurvey(child);
}
