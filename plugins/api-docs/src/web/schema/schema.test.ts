import { describe, expect, it } from 'vitest';
import { constraintsOf, describeSchema, partsOf } from './describe-schema.ts';
import { exampleOf } from './example-of.ts';
import { resolveRef } from './resolve-ref.ts';

const root = {
  components: {
    schemas: {
      Node: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          next: { $ref: '#/components/schemas/Node' },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
      Loop: { $ref: '#/components/schemas/Loop' },
      'a/b~c d': { type: 'integer' },
      Big: {
        allOf: [
          { $ref: '#/components/schemas/Node' },
          { type: 'object', required: ['size'], properties: { size: { type: 'integer', minimum: 3 } } },
        ],
      },
    },
  },
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('resolveRef', () => {
  it('follows pointers within the document, with escapes', () => {
    expect(resolveRef(root, ref('a~1b~0c%20d'))).toEqual({ value: { type: 'integer' }, name: 'a/b~c d' });
    expect(resolveRef(root, { ...ref('Node'), description: 'Mine' })).toMatchObject({
      value: { description: 'Mine', type: 'object' },
    });
  });

  it.each([
    'https://elsewhere.example/x.yaml#/A',
    'http://169.254.169.254/',
    './beside.yaml',
    'file:///etc/passwd',
  ])('does not follow %s', outside => expect(resolveRef(root, { $ref: outside })).toEqual({ outside }));

  it('ends in circles, at nothing and at prototypes', () => {
    for (const name of ['Loop', 'None', '__proto__', 'constructor']) {
      expect(resolveRef(root, ref(name))).toHaveProperty('missing');
    }
  });
});

describe('schemas', () => {
  it.each([
    [ref('Node'), 'Node'],
    [{ type: 'array', items: ref('Node') }, 'Node[]'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: 'integer', format: 'int64', nullable: true }, 'integer (int64) | null'],
    [{ oneOf: [ref('Node'), { type: 'string' }] }, 'Node | string'],
    [{ type: 'array', items: { type: ['string', 'integer'] } }, '(string | integer)[]'],
    [{ properties: {} }, 'object'],
    [true, 'any'],
    [false, 'never'],
    [undefined, 'any'],
  ])('%j is a %s', (schema, type) => expect(describeSchema(root, schema).type).toBe(type));

  it('have parts, those of allOf and of elements among them', () => {
    const names = (schema: unknown) =>
      partsOf(root, describeSchema(root, schema).schema).map(
        part => part.name + (part.isRequired ? '*' : ''),
      );
    expect(names(ref('Big'))).toEqual(['id*', 'next', 'tags', 'size*']);
    expect(names({ type: 'array', items: ref('Node') })).toEqual(['id*', 'next', 'tags']);
    expect(names({ type: 'object', additionalProperties: { type: 'string' } })).toEqual(['[key]']);
  });

  it('tell what a value must keep to', () => {
    expect(
      constraintsOf({ minimum: 0, exclusiveMinimum: true, pattern: '^a', default: [], maximum: 9 }),
    ).toEqual(['minimum 0', 'exclusiveMinimum', 'maximum 9', 'pattern ^a', 'default []']);
  });

  it('give examples that end', () => {
    expect(exampleOf(root, ref('Big'))).toMatchObject({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      size: 3,
    });
    expect(
      exampleOf(root, { type: 'object', properties: { a: { enum: ['x'] }, b: { example: 5 } } }),
    ).toEqual({
      a: 'x',
      b: 5,
    });
    expect(JSON.stringify(exampleOf(root, ref('Node'))).length).toBeLessThan(2000);
  });

  it('end soon with an object that has many fields of its own type', () => {
    const names = Array.from({ length: 60 }, (_, index) => `field${index}`);
    const own = {
      type: 'object',
      properties: Object.fromEntries(names.map(name => [name, { $ref: '#/Own' }])),
    };
    expect(exampleOf({ Own: own }, { $ref: '#/Own' })).toEqual(
      Object.fromEntries(names.map(name => [name, null])),
    );
    const layers = Object.fromEntries(
      names.map(name => [
        name,
        {
          type: 'object',
          properties: Object.fromEntries(names.map(other => [other, { $ref: `#/${other}` }])),
        },
      ]),
    );
    expect(JSON.stringify(exampleOf(layers, { $ref: '#/field0' })).length).toBeLessThan(1_000_000);
  });

  it('end soon with a schema that is many times all of itself', () => {
    const refs = Array.from({ length: 60 }, () => ({ $ref: '#/Self' }));
    const self = { properties: { a: { type: 'string' } }, allOf: refs };
    expect(partsOf({ Self: self }, self).map(({ name }) => name)).toEqual(['a']);
    expect(exampleOf({ Self: self }, { $ref: '#/Self' })).toEqual({ a: 'text' });
    const names = Array.from({ length: 30 }, (_, index) => `part${index}`);
    const root = Object.fromEntries(
      names.map(name => [
        name,
        { properties: { [name]: {} }, allOf: names.map(other => ({ $ref: `#/${other}` })) },
      ]),
    );
    expect(partsOf(root, { $ref: '#/part0', ...root['part0'] }).length).toBeGreaterThan(1);
  });

  it('end with lists of themselves, by reference or one within the other', () => {
    const list = { type: 'array', items: { $ref: '#/List' } };
    expect(partsOf({ List: list }, list)).toEqual([]);
    expect(exampleOf({ List: list }, { $ref: '#/List' })).toEqual([]);
    let deep: Record<string, unknown> = { type: 'array' };
    for (let level = 0; level < 20_000; level += 1) deep = { type: 'array', items: deep };
    expect(partsOf(deep, deep)).toEqual([]);
    expect(describeSchema(deep, deep).type).toMatch(/\[\]$/);
  });
});
