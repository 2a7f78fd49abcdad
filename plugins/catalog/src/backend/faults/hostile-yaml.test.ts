import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { createCatalogWorld, type CatalogWorld } from '../testing/catalog-world.ts';

const host = 'https://host.example';
const yamlOf = (name: string, extra = ''): string => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: team-a
${extra}`;

/** Nine references to nine references to … */
const aliasBomb = Array.from(
  { length: 9 },
  (_, level) =>
    `  a${level}: &a${level} [${Array(9)
      .fill(level === 0 ? 'x' : `*a${level - 1}`)
      .join(',')}]\n`,
).join('');

const refused: [string, string, RegExp][] = [
  ['brackets without end', '['.repeat(5_000_000), /nested too deeply/],
  ['maps without end', `a: ${'{b: '.repeat(2_000_000)}`, /nested too deeply/],
  ['lists without end', `a:\n ${'- '.repeat(4_000_000)}`, /nested too deeply/],
  ['references to references', yamlOf('bomb', aliasBomb), /alias/i],
  ['100,000 documents', '---\na: 1\n'.repeat(100_000), /more than 50000 documents\. Split it/],
  ['two million documents without content', '---\n'.repeat(2_000_000), /more than 50000 documents/],
  ['a text of 11 MB', `# ${'x'.repeat(11_000_000)}`, /over the limit of 10000000\. Split it/],
  ['a web page', '<!doctype html><html><body>Sign in</body></html>', /Expected object at root, got string/],
  ['JSON that is no entity', '{"message": "Not Found"}', /apiVersion.* is missing/],
  ['binary data', '\u0000\u0001\ufffd\u0007'.repeat(1000), /YAML error/],
  ['a prototype in a key', yamlOf('a', '  __proto__: {polluted: true}\n'), /__proto__/],
  [
    'a prototype in annotations',
    yamlOf('a').replace('spec:', '  annotations: {__proto__: x}\nspec:'),
    /__proto__/,
  ],
  ['a name of 64 characters', yamlOf('x'.repeat(64)), /up to 63/],
  [
    'tags that run code',
    yamlOf('a', '  run: !!js/function "process.exit()"\n').replace('team-a', '!!python/object [x]'),
    /spec\.owner/,
  ],
];

async function register(world: CatalogWorld, name: string, content: string): Promise<string> {
  const target = `${host}/${name}.yaml`;
  world.web.pages.set(target, { content });
  const row = await world.catalog.locations.create({ type: 'url', target }, { onConflict: 'reject' });
  await world.settle();
  return row.entityRef;
}

async function errorsOf(world: CatalogWorld, refs: string[]): Promise<string> {
  const rows = await world.catalog.db.all<{ errors: string | null }>(
    `select s.errors from catalog_states s join catalog_refs r on r.id = s.id where r.ref in (${refs.map(() => '?').join(', ')})`,
    refs,
  );
  return rows.map(({ errors }) => errors ?? '').join('\n');
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)(
  'a catalog on %s',
  database => {
    // Most of it never gets as far as the database.
    const cases =
      database === 'SQLITE_MEMORY' ? refused : refused.filter(([what]) => /binary|prototype|64/.test(what));

    it.each(cases)('says what is wrong with %s, and keeps the rest', async (_what, content, message) => {
      await using world = await createCatalogWorld(database);
      await register(world, 'good', yamlOf('good'));
      const location = await register(world, 'hostile', `${content}`);
      const declared = (await world.catalog.db.all<{ ref: string }>('select ref from catalog_refs')).map(
        ({ ref }) => ref,
      );
      expect(declared).toContain(location);
      expect(await errorsOf(world, declared)).toMatch(message);
      expect((await world.refs()).filter(ref => ref.startsWith('component:'))).toEqual([
        'component:default/good',
      ]);
      await register(world, 'after', yamlOf('after'));
      expect(await world.refs()).toContain('component:default/after');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('takes an entity of 5 MB, one with 5,000 relations, and a name of 63 characters', async () => {
      await using world = await createCatalogWorld(database);
      await register(world, 'long', yamlOf('long', `  note: ${'word '.repeat(1_000_000)}\n`));
      const names = Array.from({ length: 5000 }, (_, n) => `component:other-${n}`);
      await register(world, 'busy', yamlOf('busy', `  dependsOn: [${names.join(', ')}]\n`));
      await register(world, 'named', yamlOf('x'.repeat(63)));
      expect((await world.served('component:default/long'))?.spec?.['note']).toHaveLength(4_999_999);
      expect((await world.served('component:default/busy'))?.relations).toHaveLength(5001);
      expect(await world.served(`component:default/${'x'.repeat(63)}`)).toBeDefined();
      expect(await errorsOf(world, await world.refs())).not.toContain('message');
    });

    it('takes 2,000 entities from one file, and the good ones beside the bad', async () => {
      await using world = await createCatalogWorld(database);
      const texts = Array.from({ length: 2000 }, (_, n) => yamlOf(n % 100 === 7 ? `bad ${n}` : `c-${n}`));
      await register(world, 'many', texts.join('---\n'));
      expect((await world.refs()).filter(ref => ref.startsWith('component:'))).toHaveLength(1980);
    });

    it('does not become larger than its text by references', async () => {
      await using world = await createCatalogWorld(database);
      const extra = `  text: &t ${'x'.repeat(900_000)}\n  all: [${Array(90).fill('*t').join(', ')}]\n`;
      await register(world, 'large', yamlOf('large', extra));
      expect(await world.refs()).not.toContain('component:default/large');
    });
  },
);
