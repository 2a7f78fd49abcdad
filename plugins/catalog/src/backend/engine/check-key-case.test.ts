import { checkSearchKeys, type Entity } from '@portico/catalog-model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { component, createEngineWorld } from '../testing/engine-world.ts';
import { createKeyCaseCheck } from './check-key-case.ts';

const key = fc.array(fc.constantFrom('a', 'A', 'b', '.'), { maxLength: 3 }).map(parts => parts.join(''));
// Texts in lists count as keys as well; those are left to what serves them.
const { node } = fc.letrec<{ node: unknown }>(tie => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constant(1),
    fc.dictionary(key, tie('node'), { maxKeys: 3 }),
    fc.array(tie('node'), { maxLength: 2 }),
  ),
}));

it('finds keys that differ by case wherever the full check does', () => {
  const check = createKeyCaseCheck();
  fc.assert(
    fc.property(node, content => {
      const entity = { ...component('a'), spec: { content } } as Entity;
      expect(check(entity)).toEqual(checkSearchKeys(entity));
    }),
    { numRuns: 2000 },
  );
});

it('an entity with such keys is not let in, and a good version stays', async () => {
  await using world = await createEngineWorld('SQLITE_MEMORY');
  await world.provide([component('a', { extra: { Foo: '1' } })]);
  await world.provide([component('a', { extra: { Foo: '1', foo: '2' } }), component('b', { X: 1, x: 2 })]);
  expect(await world.refs()).toEqual(['component:default/a']);
  expect(await world.served('component:default/a')).toMatchObject({
    spec: { extra: { Foo: '1' } },
    status: {
      items: [{ level: 'error', message: expect.stringContaining('"spec.extra.foo" is there twice') }],
    },
  });
  expect(world.failures.map(({ entityRef }) => entityRef).sort()).toEqual([
    'component:default/a',
    'component:default/b',
  ]);
});
