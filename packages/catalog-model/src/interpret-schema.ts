import type { JsonSchema, SchemaCheck, SchemaCompiler, SchemaFault } from './json-schema.ts';
import { schemaFormats } from './schema-formats.ts';

/**
 * Checks by JSON Schema draft 7 without making code of the schema, which the
 * content security policy of a browser forbids. It finds what the compiler of
 * `./compile-schema` finds, more slowly, and takes the schema to be valid: a
 * server has compiled it. Refs lead within the schema.
 */
export const interpretSchema: SchemaCompiler = schema => {
  const check: SchemaCheck = value => {
    const faults = findFaults(schema, value, { root: schema, pointer: '' });
    check.errors = faults;
    return faults.length === 0;
  };
  return check;
};

/** Where a value stands. */
interface Place {
  root: JsonSchema;
  pointer: string;
}

/** One keyword of a schema, with the schema around it for those that others add to. */
type Keyword = (operand: never, value: unknown, place: Place, schema: JsonSchema) => SchemaFault[];

function findFaults(schema: unknown, value: unknown, place: Place): SchemaFault[] {
  if (schema === false) return [fault(place, 'false schema', {})];
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([name, operand]) => {
    const keyword = Object.hasOwn(keywords, name) ? keywords[name] : undefined;
    return keyword ? keyword(operand as never, value, place, schema as JsonSchema) : [];
  });
}

const keywords: Readonly<Record<string, Keyword>> = {
  $ref: (ref: string, value, place) => findFaults(resolveRef(place.root, ref), value, place),
  type: (types: string | string[], value, place) =>
    failUnless(
      [types].flat().some(type => isOfType(value, type)),
      place,
      'type',
      { type: types },
    ),
  enum: (allowed: unknown[], value, place) =>
    failUnless(
      allowed.some(item => isSame(item, value)),
      place,
      'enum',
      { allowedValues: allowed },
    ),
  const: (allowed: unknown, value, place) =>
    failUnless(isSame(allowed, value), place, 'const', { allowedValue: allowed }),

  minLength: ofText((limit: number, text) => lengthOf(text) >= limit, 'minLength'),
  maxLength: ofText((limit: number, text) => lengthOf(text) <= limit, 'maxLength'),
  pattern: (pattern: string, value, place) =>
    failUnless(typeof value !== 'string' || new RegExp(pattern, 'u').test(value), place, 'pattern', {
      pattern,
    }),
  format: (format: string, value, place) =>
    failUnless(typeof value !== 'string' || (schemaFormats[format]?.(value) ?? true), place, 'format', {
      format,
    }),

  minimum: ofNumber((limit, number) => number >= limit, 'minimum'),
  maximum: ofNumber((limit, number) => number <= limit, 'maximum'),
  exclusiveMinimum: ofNumber((limit, number) => number > limit, 'exclusiveMinimum'),
  exclusiveMaximum: ofNumber((limit, number) => number < limit, 'exclusiveMaximum'),
  multipleOf: ofNumber((step, number) => Number.isInteger(number / step), 'multipleOf'),

  minItems: ofList((limit, list) => list.length >= limit, 'minItems'),
  maxItems: ofList((limit, list) => list.length <= limit, 'maxItems'),
  uniqueItems: (isUnique: boolean, value, place) =>
    failUnless(
      !isUnique ||
        !Array.isArray(value) ||
        value.every((item, index) => !value.slice(0, index).some(other => isSame(item, other))),
      place,
      'uniqueItems',
      {},
    ),
  items(schemas: unknown, value, place, { additionalItems }) {
    if (!Array.isArray(value)) return [];
    if (Array.isArray(schemas) && additionalItems === false && value.length > schemas.length) {
      return [
        ...checkItems(value.slice(0, schemas.length), index => schemas[index], place),
        fault(place, 'additionalItems', { limit: schemas.length }),
      ];
    }
    return checkItems(
      value,
      index => (Array.isArray(schemas) ? (schemas[index] ?? additionalItems) : schemas),
      place,
    );
  },
  contains: (schema: unknown, value, place) =>
    failUnless(
      !Array.isArray(value) || value.some(item => findFaults(schema, item, place).length === 0),
      place,
      'contains',
      {},
    ),

  minProperties: ofObject((limit, count) => count >= limit, 'minProperties'),
  maxProperties: ofObject((limit, count) => count <= limit, 'maxProperties'),
  required: (names: string[], value, place) =>
    names.flatMap(missingProperty =>
      failUnless(!isObject(value) || Object.hasOwn(value, missingProperty), place, 'required', {
        missingProperty,
      }),
    ),
  properties: (schemas: JsonSchema, value, place) =>
    fieldsOf(value).flatMap(([name, field]) =>
      Object.hasOwn(schemas, name) ? findFaults(schemas[name], field, inside(place, name)) : [],
    ),
  patternProperties: (schemas: JsonSchema, value, place) =>
    fieldsOf(value).flatMap(([name, field]) =>
      Object.entries(schemas).flatMap(([pattern, schema]) =>
        new RegExp(pattern, 'u').test(name) ? findFaults(schema, field, inside(place, name)) : [],
      ),
    ),
  additionalProperties(schema: unknown, value, place, { properties = {}, patternProperties = {} }) {
    const patterns = Object.keys(patternProperties as object).map(pattern => new RegExp(pattern, 'u'));
    return fieldsOf(value)
      .filter(([name]) => !Object.hasOwn(properties as object, name) && !patterns.some(it => it.test(name)))
      .flatMap(([name, field]) =>
        schema === false
          ? [fault(place, 'additionalProperties', { additionalProperty: name })]
          : findFaults(schema, field, inside(place, name)),
      );
  },
  propertyNames: (schema: unknown, value, place) =>
    fieldsOf(value).flatMap(([name]) =>
      failUnless(findFaults(schema, name, place).length === 0, place, 'propertyNames', {
        propertyName: name,
      }),
    ),
  dependencies: (dependencies: JsonSchema, value, place) =>
    Object.entries(dependencies).flatMap(([name, needed]) => {
      if (!isObject(value) || !Object.hasOwn(value, name)) return [];
      return findFaults(Array.isArray(needed) ? { required: needed } : needed, value, place);
    }),

  allOf: (schemas: unknown[], value, place) => schemas.flatMap(schema => findFaults(schema, value, place)),
  anyOf(schemas: unknown[], value, place) {
    const branches = schemas.map(schema => findFaults(schema, value, place));
    if (branches.some(faults => faults.length === 0)) return [];
    return [...branches.flat(), fault(place, 'anyOf', {})];
  },
  oneOf(schemas: unknown[], value, place) {
    const branches = schemas.map(schema => findFaults(schema, value, place));
    const passing = branches.filter(faults => faults.length === 0).length;
    if (passing === 1) return [];
    return [...(passing === 0 ? branches.flat() : []), fault(place, 'oneOf', {})];
  },
  not: (schema: unknown, value, place) =>
    failUnless(findFaults(schema, value, place).length > 0, place, 'not', {}),
  if(schema: unknown, value, place, around) {
    const branch = findFaults(schema, value, place).length === 0 ? 'then' : 'else';
    return findFaults(around[branch], value, place);
  },
};

function checkItems(
  items: readonly unknown[],
  schemaOf: (index: number) => unknown,
  place: Place,
): SchemaFault[] {
  return items.flatMap((item, index) => findFaults(schemaOf(index), item, inside(place, index)));
}

function ofText(passes: (limit: number, text: string) => boolean, keyword: string): Keyword {
  return (limit: number, value, place) =>
    failUnless(typeof value !== 'string' || passes(limit, value), place, keyword, { limit });
}

function ofNumber(passes: (limit: number, number: number) => boolean, keyword: string): Keyword {
  return (limit: number, value, place) =>
    failUnless(typeof value !== 'number' || passes(limit, value), place, keyword, { limit });
}

function ofList(passes: (limit: number, list: unknown[]) => boolean, keyword: string): Keyword {
  return (limit: number, value, place) =>
    failUnless(!Array.isArray(value) || passes(limit, value), place, keyword, { limit });
}

function ofObject(passes: (limit: number, count: number) => boolean, keyword: string): Keyword {
  return (limit: number, value, place) =>
    failUnless(!isObject(value) || passes(limit, Object.keys(value).length), place, keyword, { limit });
}

function failUnless(
  passes: boolean,
  place: Place,
  keyword: string,
  params: SchemaFault['params'],
): SchemaFault[] {
  return passes ? [] : [fault(place, keyword, params)];
}

function fault({ pointer }: Place, keyword: string, params: SchemaFault['params']): SchemaFault {
  return { keyword, instancePath: pointer, params };
}

function inside(place: Place, step: string | number): Place {
  const escaped = String(step).replaceAll('~', '~0').replaceAll('/', '~1');
  return { ...place, pointer: `${place.pointer}/${escaped}` };
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

/** Whether two values of JSON are the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isContainer(a) || !isContainer(b)) return a === b;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}

/** The length in code points, as JSON Schema counts. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function resolveRef(root: JsonSchema, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined;
  return ref
    .split('/')
    .slice(1)
    .map(step => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, step) => (isContainer(at) ? at[step] : undefined), root);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function fieldsOf(value: unknown): [name: string, field: unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
