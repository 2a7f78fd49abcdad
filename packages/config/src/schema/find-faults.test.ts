import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json.ts';
import { findFaults } from './find-faults.ts';
import type { ConfigJsonSchema } from './schema-types.ts';

const show = (schema: ConfigJsonSchema, value: JsonValue) =>
  findFaults(schema, value).map(({ path, expected }) => `${path.join('.')}: ${expected}`);

describe('findFaults', () => {
  it('finds every fault, not only the first', () => {
    const schema: ConfigJsonSchema = {
      type: 'object',
      required: ['host', 'port'],
      properties: {
        host: { type: 'string' },
        port: { type: 'integer', minimum: 1, maximum: 65535 },
        level: { enum: ['info', 'debug'] },
        tags: { type: 'array', items: { type: 'string', minLength: 1 } },
      },
    };
    expect(show(schema, { port: 70_000, level: 'x', tags: ['a', '', {}] })).toEqual([
      'host: text',
      'port: a whole number from 1 to 65535',
      "level: 'info' or 'debug'",
      'tags.1: text that is not blank',
      'tags.2: text',
    ]);
    expect(show(schema, [])).toEqual([": an object with 'host', 'port'"]);
  });

  it('takes text for numbers and booleans, as it is read, and nothing else for text', () => {
    const schema: ConfigJsonSchema = {
      properties: { n: { type: 'number' }, b: { type: 'boolean' }, s: { type: 'string' }, c: { const: 5 } },
    };
    expect(show(schema, { n: '7007', b: 'yes', s: 'x', c: '5' })).toEqual([]);
    expect(show(schema, { n: 'x', b: 2, s: [], c: 6 })).toEqual([
      'n: a number',
      'b: true or false',
      's: text',
      'c: 5',
    ]);
    expect(show(schema, { n: '' })).toEqual(['n: a number']);
    expect(show(schema, { s: 2024 })).toEqual(['s: text']);
    expect(show(schema, { s: true })).toEqual(['s: text']);
    expect(show({ anyOf: [{ type: 'number' }, { type: 'string' }] }, 1)).toEqual([]);
  });

  it('tells the faults of the alternative that was meant', () => {
    const schema: ConfigJsonSchema = {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          required: ['type', 'url'],
          properties: { type: { const: 'jwks' }, url: { type: 'string' } },
        },
        {
          type: 'object',
          required: ['type', 'token'],
          properties: { type: { const: 'static' }, token: { type: 'string' } },
        },
      ],
    };
    expect(show(schema, 'text')).toEqual([]);
    expect(show(schema, { type: 'static' })).toEqual(['token: text']);
    expect(show(schema, { type: 'jwks', url: [] })).toEqual(['url: text']);
    expect(show(schema, [])).toEqual([
      ": text, an object with 'type', 'url' or an object with 'type', 'token'",
    ]);
  });

  it('follows references, and ends when they go in a circle', () => {
    const schema: ConfigJsonSchema = {
      definitions: {
        tree: { properties: { name: { type: 'string' }, sub: { $ref: '#/definitions/tree' } } },
        loop: { $ref: '#/definitions/loop' },
      },
      properties: {
        tree: { $ref: '#/definitions/tree' },
        loop: { $ref: '#/definitions/loop' },
        gone: { $ref: '#/definitions/no' },
      },
    };
    expect(show(schema, { tree: { sub: { sub: { name: {} } } }, loop: 1, gone: 1 })).toEqual([
      'tree.sub.sub.name: text',
    ]);
  });
});

describe('findFaults agrees with Ajv', () => {
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  const keys = ['a', 'b', 'c'];

  // Kept apart from what differs on purpose: text in place of numbers, and unknown keys.
  const { schema } = fc.letrec<{ schema: object }>(tie => ({
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({ type: fc.constantFrom('object', 'array', 'null') }),
      fc.record(
        { type: fc.constantFrom('integer', 'number'), minimum: fc.integer({ min: -3, max: 3 }) },
        { requiredKeys: ['type'] },
      ),
      fc.record({
        type: fc.constant('integer'),
        multipleOf: fc.integer({ min: 1, max: 3 }),
        exclusiveMaximum: fc.nat(4),
      }),
      fc.record({
        enum: fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom('x', null)), {
          minLength: 1,
        }),
      }),
      fc.record({ const: fc.oneof(fc.constantFrom('x', 'yy', null), fc.integer({ min: -2, max: 2 })) }),
      fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('schema') }),
      // oxlint-disable-next-line no-thenable -- a keyword of JSON Schema
      fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }, { requiredKeys: ['if'] }),
      fc.record(
        {
          type: fc.constant('object'),
          properties: fc.dictionary(fc.constantFrom(...keys), tie('schema')),
          required: fc.uniqueArray(fc.constantFrom(...keys)),
          patternProperties: fc.constantFrom({}, { '^[ab]$': { type: 'integer' } }),
          additionalProperties: tie('schema'),
          minProperties: fc.nat(2),
          maxProperties: fc.nat(3),
          propertyNames: fc.constant({ enum: ['a', 'b'] }),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        { items: tie('schema'), minItems: fc.nat(2), maxItems: fc.nat(3), uniqueItems: fc.boolean() },
        { requiredKeys: [] },
      ),
      fc.record({
        items: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        additionalItems: tie('schema'),
      }),
    ),
  }));
  const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer({ min: -3, max: 5 }),
      fc.constantFrom(null, 'x', 'yy'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('value'), { noNullPrototype: true }),
    ),
  }));

  it('on whether a value fits', () => {
    fc.assert(
      fc.property(schema, value, (candidate, data) => {
        const validate = ajv.compile(candidate);
        expect(findFaults(candidate as ConfigJsonSchema, data).length === 0).toBe(validate(data));
      }),
      { numRuns: 400 },
    );
  });
});
