import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSchemaCompiler } from './compile-schema.ts';
import { interpretSchema } from './interpret-schema.ts';
import type { JsonSchema, SchemaCheck } from './json-schema.ts';
import { builtinKinds } from './kinds/builtin-kinds.ts';

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 3, pattern: '^[a-c]*$' };
const number: JsonSchema = { type: ['integer', 'null'], minimum: 1, exclusiveMaximum: 9, multipleOf: 2 };
const schemas: JsonSchema[] = [
  text,
  number,
  { type: 'number', maximum: 5, exclusiveMinimum: -2 },
  { enum: ['a', 1, null, { a: [1] }] },
  { const: { a: 1, b: [true] } },
  { type: 'array', items: text, minItems: 1, maxItems: 3 },
  { uniqueItems: true },
  { items: [text, number], additionalItems: false },
  { type: 'object', required: ['a', 'b'], properties: { a: text, b: number }, additionalProperties: false },
  { patternProperties: { '^a': number }, additionalProperties: text, minProperties: 1, maxProperties: 2 },
  { dependencies: { a: ['b'], b: { required: ['c'] } } },
  { anyOf: [text, { type: 'object', properties: { a: text } }] },
  { oneOf: [{ type: 'string' }, { minLength: 2 }] },
  { not: { required: ['a'] } },
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
  { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
  { definitions: { 'a/b': number }, properties: { a: { $ref: '#/definitions/a~1b' } } },
  { allOf: [{ required: ['a'] }, { properties: { a: { type: 'string', format: 'email' } } }] },
  { type: 'string', format: 'date' },
];

/** Of these, Ajv tells why each part failed as well. */
const summedUp: JsonSchema[] = [{ contains: { const: 'a' } }, { propertyNames: { maxLength: 1 } }];

const scalar = fc.constantFrom(
  '',
  'a',
  'abcd',
  'a@b.c',
  '2026-01-31',
  '💡💡',
  0,
  1,
  2,
  4,
  8,
  9,
  1.5,
  true,
  null,
);
const { value } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ab', 'a/b'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

/** Where each keyword fails; who tells first does not matter, nor does what is only said about a branch. */
function faultsOf(check: SchemaCheck, input: unknown): string[] {
  check(input);
  return [
    ...new Set(
      (check.errors ?? [])
        .filter(({ keyword }) => keyword !== 'if')
        .map(({ keyword, instancePath, params }) =>
          JSON.stringify([
            instancePath,
            keyword.replace('dependencies', 'required'),
            params['missingProperty'] ?? params['additionalProperty'],
          ]),
        ),
    ),
  ].sort();
}

describe('interpretSchema', () => {
  const compile = createSchemaCompiler();

  it.each(schemas.map(schema => [JSON.stringify(schema), schema] as const))(
    'finds in any value what the compiled schema finds: %s',
    (_, schema) => {
      const compiled = compile(schema);
      const interpreted = interpretSchema(schema);
      fc.assert(
        fc.property(value, input => {
          const expected = faultsOf(compiled, input);
          expect(faultsOf(interpreted, input)).toEqual(expected);
          expect(interpreted(input)).toBe(expected.length === 0);
        }),
      );
    },
  );

  it.each(builtinKinds.map(({ kind, schema }) => [kind, schema] as const))(
    'finds in a %s what its compiled schema finds',
    (_, schema) => {
      const compiled = compile(schema);
      const fields = fc.constantFrom(
        'type',
        'owner',
        'lifecycle',
        'steps',
        'children',
        'profile',
        'dependsOn',
      );
      fc.assert(
        fc.property(fc.dictionary(fields, value, { maxKeys: 7 }), spec => {
          const entity = {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'a' },
            spec,
          };
          expect(faultsOf(interpretSchema(schema), entity)).toEqual(faultsOf(compiled, entity));
        }),
      );
    },
  );

  it.each(summedUp.map(schema => [JSON.stringify(schema), schema] as const))(
    'has the verdict of the compiled schema: %s',
    (_, schema) => {
      const compiled = compile(schema);
      fc.assert(
        fc.property(value, input => {
          expect(interpretSchema(schema)(input)).toBe(compiled(input));
        }),
      );
    },
  );

  it('refuses everything where the schema does', () => {
    expect(interpretSchema({ properties: { a: false } })({ a: 1 })).toBe(false);
  });
});
