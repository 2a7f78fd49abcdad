import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleQuery } from './example-query.ts';
import { readGraphql } from './read-graphql.ts';

describe('readGraphql', () => {
  it('reads a schema', () => {
    const text = readFileSync(
      new URL('../../../../../examples/apis/shipper.graphql', import.meta.url),
      'utf8',
    );
    const document = readGraphql(text);
    if ('problem' in document) throw new Error(document.problem.message);
    expect(document.roots.map(({ operation }) => operation)).toEqual(['query', 'mutation']);
    const query = document.types.find(({ name }) => name === 'Query');
    expect(query?.description).toBe("One graph for the shipper's apps.");
    expect(query?.fields[0]).toMatchObject({
      name: 'bookings',
      type: 'BookingConnection!',
      description: 'Bookings of the signed-in shipper, newest first.',
      arguments: [
        { name: 'first', type: 'Int', defaultValue: '20' },
        { name: 'after', type: 'String' },
      ],
    });
    expect(document.types.find(({ name }) => name === 'BookingStatus')).toMatchObject({ kind: 'enum' });
  });

  it('joins extensions and keeps the names that a schema gives', () => {
    expect(
      readGraphql(
        'schema { query: Root } type Root { a: Int @deprecated(reason: "Old") } extend type Root { b: [U!] } union U = Root directive @x(a: Int) repeatable on FIELD | ENUM',
      ),
    ).toMatchObject({
      roots: [{ operation: 'query', type: 'Root' }],
      types: [
        {
          name: 'Root',
          fields: [
            { name: 'a', deprecation: 'Old' },
            { name: 'b', type: '[U!]' },
          ],
        },
        { name: 'U', kind: 'union', related: ['Root'] },
      ],
      directives: [{ name: 'x', locations: ['FIELD', 'ENUM'] }],
    });
  });

  it('tells where a schema is broken, and survives depth', () => {
    expect(readGraphql('type A {\n  b: \n}')).toMatchObject({ problem: { line: 3, column: 1 } });
    expect(readGraphql(`type A { b: ${'['.repeat(100_000)}`)).toHaveProperty('problem');
  });

  it('writes an example with variables', () => {
    const field = { name: 'book', type: 'Booking!', arguments: [{ name: 'lane', type: 'String!' }] };
    expect(exampleQuery('mutation', field)).toBe(
      'mutation ($lane: String!) {\n  book(lane: $lane) {\n    __typename\n  }\n}',
    );
    expect(exampleQuery('query', { name: 'n', type: '[Int!]!', arguments: [] })).toBe('query {\n  n\n}');
  });
});
