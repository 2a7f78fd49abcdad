import { expect, it } from 'vitest';
import { findSchemaFlaw } from './find-schema-flaw.ts';

it.each([
  [{ properties: 5 }, '/properties'],
  [{ properties: { a: { required: 'b' } } }, '/properties/a/required'],
  [{ anyOf: [{}, { pattern: '(' }] }, '/anyOf/1/pattern'],
  [{ patternProperties: { '(': true } }, '/patternProperties'],
  [{ items: { type: 5 } }, '/items/type'],
  [{ items: [{ type: 'string' }, { visibility: 'all' }] }, '/items/1/visibility'],
  [{ definitions: { x: { not: [] } } }, '/definitions/x/not'],
  [{ if: { deepVisibility: 'backend' } }, '/if/deepVisibility'],
  [[], '/'],
])('finds the flaw of %j', (schema, flaw) => {
  expect(findSchemaFlaw(schema)).toBe(flaw);
});

it.each([
  true,
  {},
  { type: ['string', 'number'], enum: [{ required: 1 }], default: { pattern: '(' }, examples: [5] },
  {
    properties: { properties: { type: 'string' }, required: { type: 'boolean' } },
    additionalProperties: false,
  },
  { pattern: '[\\w-.]', items: [true, {}], anyOf: [] },
])('finds none in %j', schema => {
  expect(findSchemaFlaw(schema)).toBeUndefined();
});
