import { isJsonObject } from '../config-layers.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { checkScalar, hasType, isEqual, isScalar } from './check-value.ts';
import { describeSchema } from './describe-schema.ts';
import { toPattern } from './find-schema-flaw.ts';
import { resolveRef, type ConfigJsonSchema, type ConfigJsonSchemaObject } from './schema-types.ts';

/** One place where a value does not fit its schema. */
export interface SchemaFault {
  path: (string | number)[];
  /** `type`: another type; `missing`: required and absent; `value`: right type, wrong value. */
  kind: 'type' | 'missing' | 'value';
  /** What is wanted, in words that follow 'wanted'. */
  expected: string;
  /** It is a number or a boolean, and would do as text. */
  lacksQuotes?: true;
}

interface Scope {
  root: ConfigJsonSchema;
  /** Ends circular references that consume no data. */
  depth: number;
}

/**
 * Finds every fault of a value against a JSON Schema. Text that reads as a
 * number or a boolean fits these types, as it does when it is read, and no
 * number fits text, since it cannot be read as such; unknown keys are no fault here, also where the schema forbids them. References are
 * looked up in `root`, by default the schema itself.
 *
 * Interprets the schema instead of compiling it: a configuration is checked
 * once, and compiling the schemas of a portal takes longer than its start.
 */
export function findFaults(
  schema: ConfigJsonSchema,
  value: JsonValue,
  root: ConfigJsonSchema = schema,
): SchemaFault[] {
  return check(schema, value, [], { root, depth: 0 });
}

function check(
  schema: ConfigJsonSchema,
  value: JsonValue,
  path: (string | number)[],
  scope: Scope,
): SchemaFault[] {
  if (schema === true || scope.depth > 200) return [];
  if (schema === false) return [{ path, kind: 'value', expected: 'nothing here' }];
  const inner = { ...scope, depth: scope.depth + 1 };
  if (schema.type !== undefined && ![schema.type].flat().some(type => hasType(value, type))) {
    const lacksQuotes = isScalar(value) && [schema.type].flat().includes('string');
    return [
      {
        path,
        kind: 'type',
        expected: describeSchema(schema, scope.root),
        ...(lacksQuotes && { lacksQuotes }),
      },
    ];
  }
  const target = schema.$ref === undefined ? undefined : resolveRef(schema.$ref, scope.root);
  return [
    ...(target === undefined ? [] : check(target, value, path, inner)),
    ...checkScalar(schema, value).map((expected): SchemaFault => ({ path, kind: 'value', expected })),
    ...(isJsonObject(value) ? checkObject(schema, value, path, inner) : []),
    ...(Array.isArray(value) ? checkList(schema, value, path, inner) : []),
    ...checkCombined(schema, value, path, inner),
  ];
}

function checkObject(
  schema: ConfigJsonSchemaObject,
  value: JsonObject,
  path: (string | number)[],
  scope: Scope,
): SchemaFault[] {
  const keys = Object.keys(value).filter(key => value[key] !== undefined);
  const missing = (schema.required ?? []).filter(key => !keys.includes(key));
  const faults = missing.map((key): SchemaFault => {
    const expected = describeSchema(schema.properties?.[key] ?? true, scope.root);
    return { path: [...path, key], kind: 'missing', expected };
  });
  if (keys.length < (schema.minProperties ?? 0)) {
    faults.push({ path, kind: 'value', expected: `an object with at least ${schema.minProperties} keys` });
  }
  if (keys.length > (schema.maxProperties ?? Infinity)) {
    faults.push({ path, kind: 'value', expected: `an object with at most ${schema.maxProperties} keys` });
  }
  for (const key of keys) {
    const name =
      schema.propertyNames === undefined ? [] : check(schema.propertyNames, key, [...path, key], scope);
    faults.push(...name.map(fault => ({ ...fault, expected: `${fault.expected} as its name` })));
    for (const child of schemasOfKey(schema, key)) {
      faults.push(...check(child, value[key] ?? null, [...path, key], scope));
    }
  }
  return faults;
}

/** The schemas that an object schema has for one of its keys; none for a key that it does not know. */
export function schemasOfKey(schema: ConfigJsonSchemaObject, key: string): ConfigJsonSchema[] {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  const own = Object.hasOwn(properties, key) ? [properties[key] ?? true] : [];
  const patterns = Object.entries(patternProperties).filter(([pattern]) => toPattern(pattern).test(key));
  const declared = [...own, ...patterns.map(([, child]) => child)];
  if (declared.length > 0 || additionalProperties === undefined || additionalProperties === false)
    return declared;
  return [additionalProperties];
}

function checkList(
  schema: ConfigJsonSchemaObject,
  value: JsonValue[],
  path: (string | number)[],
  scope: Scope,
): SchemaFault[] {
  const faults = value.flatMap((item, index) =>
    schemasOfItem(schema, index).flatMap(child => check(child, item, [...path, index], scope)),
  );
  const limit = (expected: string): number => faults.push({ path, kind: 'value', expected });
  if (value.length < (schema.minItems ?? 0)) limit(`a list of at least ${schema.minItems} items`);
  if (value.length > (schema.maxItems ?? Infinity)) limit(`a list of at most ${schema.maxItems} items`);
  if (
    schema.uniqueItems &&
    value.some((item, index) => value.slice(0, index).some(other => isEqual(item, other)))
  ) {
    limit('a list without repeated items');
  }
  return faults;
}

/** The schemas that a list schema has for one of its items. */
export function schemasOfItem(schema: ConfigJsonSchemaObject, index: number): ConfigJsonSchema[] {
  const { items, prefixItems = [], additionalItems } = schema;
  const tuple = Array.isArray(items) ? items : prefixItems;
  const rest = Array.isArray(items) ? additionalItems : items;
  const own = tuple[index] ?? rest;
  return own === undefined ? [] : [own];
}

function checkCombined(
  schema: ConfigJsonSchemaObject,
  value: JsonValue,
  path: (string | number)[],
  scope: Scope,
): SchemaFault[] {
  const fits = (candidate: ConfigJsonSchema): boolean => check(candidate, value, path, scope).length === 0;
  const faults = (schema.allOf ?? []).flatMap(part => check(part, value, path, scope));
  if (schema.anyOf) faults.push(...checkAlternatives(schema.anyOf, value, path, scope));
  if (schema.oneOf) {
    const matching = schema.oneOf.filter(fits).length;
    if (matching === 0) faults.push(...checkAlternatives(schema.oneOf, value, path, scope));
    if (matching > 1) faults.push({ path, kind: 'value', expected: 'exactly one of several shapes' });
  }
  if (schema.not !== undefined && fits(schema.not)) {
    faults.push({
      path,
      kind: 'value',
      expected: `something else than ${describeSchema(schema.not, scope.root)}`,
    });
  }
  if (schema.if !== undefined) {
    const consequence = fits(schema.if) ? schema.then : schema.else;
    if (consequence !== undefined) faults.push(...check(consequence, value, path, scope));
  }
  return faults;
}

/** The faults of the alternative that was most likely meant; none if one of them fits. */
function checkAlternatives(
  alternatives: ConfigJsonSchema[],
  value: JsonValue,
  path: (string | number)[],
  scope: Scope,
): SchemaFault[] {
  const attempts = alternatives.map(alternative => check(alternative, value, path, scope));
  if (attempts.some(faults => faults.length === 0)) return [];
  const sameShape = attempts.filter(faults => faults.every(fault => fault.path.length > path.length));
  const [best] = sameShape.toSorted((a, b) => costOf(a, path) - costOf(b, path));
  if (best) return best;
  const lacksQuotes = attempts.some(([fault]) => fault?.path === path && fault.lacksQuotes);
  const expected = describeSchema({ anyOf: alternatives }, scope.root);
  return [{ path, kind: 'type', expected, ...(lacksQuotes && { lacksQuotes }) }];
}

/** A wrong constant right below, such as a `type`, means that another alternative was meant. */
function costOf(faults: SchemaFault[], path: (string | number)[]): number {
  const wrongTags = faults.filter(fault => fault.kind === 'value' && fault.path.length === path.length + 1);
  return faults.length + 10 * wrongTags.length;
}
