import type { LoggerService } from '@portico/backend-plugin-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../testing/create-test-engine.ts';
import { component, createEngineWorld } from '../testing/engine-world.ts';
import { findContradictions } from '../testing/verify-catalog.ts';

const odd = [
  '\uD800',
  '\uD801',
  '\uDC00',
  '\uFFFD',
  '\0',
  '\n',
  ' ',
  '\u{1E}',
  '\u{1F}',
  'é',
  'e\u0301',
  'İ',
  'ß',
  '😀',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...odd, 'x', 'X', 'y', '.'), { maxLength: 4 }).map(parts => parts.join('')),
  fc.constantFrom('x', 'é').map(unit => unit.repeat(300)),
);
// Keys that differ by case only are refused.
const key = text.map(name => name.toLowerCase());
const spec = fc.dictionary(key, fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.dictionary(key, text)), {
  maxKeys: 4,
  noNullPrototype: true,
});

describe.each(['SQLITE_MEMORY', 'SQLITE_FILE', 'POSTGRES'] as const)('on %s', database => {
  it('stitches whatever the texts in an entity', async () => {
    await using world = await createEngineWorld(database);
    const entities = fc.tuple(spec, spec, fc.array(text, { maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(entities, async ([one, other, refs]) => {
        const dependsOn = refs.map(ref => `component:default/a${ref}`);
        await world.provide([component('a', { one, dependsOn }), component('b', other)]);
        expect(await findContradictions(world.db)).toEqual([]);
        expect((await world.served('component:default/a'))?.spec?.['one']).toEqual(one);
      }),
      { numRuns: 60 },
    );
  });

  it('takes texts that are the same once they are stored', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a', { list: ['\uD800', '\uD801'], 'x\uD800': 'a', 'x\uD801': 'A' })]);
    await world.provide([component('a', { list: ['\uFFFD', '\uD801'] }), component('b')]);
    expect(await world.refs()).toEqual(['component:default/a', 'component:default/b']);
    expect(await findContradictions(world.db)).toEqual([]);
  });

  it('tells keys from values, whatever is in them', async () => {
    await using world = await createEngineWorld(database);
    for (const extra of [{ x: 'y\nz', 'x\ny': 'z' }, { x: 'y\nz' }, { w: '1' }, { 'x\ny': 'z' }]) {
      await world.provide([component('a', { extra })]);
      expect((await world.served('component:default/a'))?.spec?.['extra']).toEqual(extra);
      expect(await findContradictions(world.db)).toEqual([]);
    }
  });

  it('takes relations to refs that cannot be stored as they are', async () => {
    await using world = await createEngineWorld(database);
    const dependsOn = ['component:default/a\uD800', 'component:default/a\u{1E}b', 'component:default/a\0'];
    await world.provide([component('a', { dependsOn }), component('b')]);
    const targets = (await world.served('component:default/a'))?.relations?.map(({ targetRef }) => targetRef);
    expect(targets).toEqual(
      expect.arrayContaining(['component:default/a\uFFFD', 'component:default/a\uFFFDb']),
    );
    expect(await findContradictions(world.db)).toEqual([]);
  });
});

describe.each(['SQLITE_MEMORY', 'SQLITE_FILE', 'POSTGRES'] as const)(
  'on %s, with one that fails',
  database => {
    it('stitches the others, says what is wrong with it, and tries it again when it is checked', async () => {
      const warnings: string[] = [];
      const logger: LoggerService = { ...silentLogger, warn: message => void warnings.push(message) };
      await using world = await createEngineWorld(database, { logger });
      const { db } = world;
      const refuse =
        db.dialect === 'sqlite'
          ? `create trigger refuse before insert on catalog_columns when new.body like '%"bad"%' begin select raise(abort, 'refused'); end`
          : `alter table catalog_columns add constraint refused check (body not like '%"bad"%')`;
      const accept =
        db.dialect === 'sqlite'
          ? 'drop trigger refuse'
          : 'alter table catalog_columns drop constraint refused';
      await db.run(refuse);
      const names = Array.from({ length: 600 }, (_, index) => `c-${index}`);
      await world.provide(names.map(name => component(name, name === 'c-77' ? { tier: 'bad' } : {})));
      expect(await world.refs()).toHaveLength(599);
      const states = await db.all<{ id: number; errors: string }>(
        'select id, errors from catalog_states where errors is not null',
      );
      expect(states).toHaveLength(1);
      expect(JSON.parse(states[0]?.errors ?? '')).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(/could not be made visible: .*refused/) as string,
        }),
      ]);
      const warned = expect.stringMatching(
        /^The entity 'component:default\/c-77' could not be made visible and is set aside: .*refused.*refreshed$/,
      ) as string;
      expect(warnings).toEqual([warned]);
      await world.engine.check([states[0]?.id ?? 0], { cause: 'test' });
      await world.engine.idle();
      expect(warnings).toEqual([warned]);
      await db.run(accept);
      await world.engine.check([states[0]?.id ?? 0], { cause: 'test' });
      await world.engine.idle();
      expect(await world.refs()).toHaveLength(600);
      expect(await findContradictions(db)).toEqual([]);
    }, 60_000);
  },
);
