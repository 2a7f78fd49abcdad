import { InputError, NotAllowedError } from '@portico/errors';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { createCatalogWorld, type CatalogWorld } from './testing/catalog-world.ts';
import { findContradictions } from './testing/verify-catalog.ts';

const base = 'https://host.example';
const good = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: good}\nspec: {type: a, lifecycle: b, owner: c}\n`;
const location = (name: string, ...targets: string[]): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: ${name}}\nspec: {targets: ${JSON.stringify(targets)}}\n`;

async function read(world: CatalogWorld, page: string): Promise<void> {
  await world.catalog.locations.create({ type: 'url', target: `${base}/${page}` }, { onConflict: 'reject' });
  await world.settle();
}

const served = async (world: CatalogWorld): Promise<string[]> =>
  (await world.refs()).filter(ref => !ref.includes('generated-'));

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)(
  'bad input on %s',
  database => {
    it('locations that lead to each other come to rest', async () => {
      await using world = await createCatalogWorld(database);
      world.web.pages.set(`${base}/a.yaml`, { content: location('a', './b.yaml', './a.yaml') });
      world.web.pages.set(`${base}/b.yaml`, {
        content: `${location('b', './a.yaml', './b.yaml')}---\n${good}`,
      });
      await read(world, 'a.yaml');
      for (let round = 0; round < 3; round += 1) await world.checkAll();
      expect(await served(world)).toEqual([
        'component:default/good',
        'location:default/a',
        'location:default/b',
      ]);
      expect(await findContradictions(world.catalog.db)).toEqual([]);
      expect(world.web.requests.length).toBeLessThan(40);
    });

    it('one faulty document keeps the others of its file as they were', async () => {
      await using world = await createCatalogWorld(database);
      world.web.pages.set(`${base}/a.yaml`, { content: good });
      await read(world, 'a.yaml');
      const bombs = [
        `${good}---\nkind: [`,
        `${good}---\na: &a [1,1]\nb: &b [*a,*a,*a]\n${'c: [*b,*b]\n'.repeat(200)}`,
        `${good}---\njust text`,
        `${good}---\nkind: Component`,
        `<!doctype html><html></html>`,
        `${good.replace('type: a', '__proto__: {polluted: true}, type: a')}`,
        '\0\0\0',
        'x'.repeat(10_000_001),
      ];
      for (const content of bombs) {
        world.web.pages.set(`${base}/a.yaml`, { content });
        await world.checkAll();
        expect(await served(world)).toEqual(['component:default/good']);
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('a local file is refused on every way in', async () => {
      await using world = await createCatalogWorld(database);
      world.web.pages.set(`${base}/type.yaml`, {
        content: `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: sneaky}\nspec: {type: file, target: /etc/passwd}`,
      });
      world.web.pages.set(`${base}/placeholder.yaml`, {
        content: good.replace('type: a', 'type: {$text: /etc/passwd}').replace('good', 'p1'),
      });
      world.web.pages.set(`${base}/url.yaml`, {
        content: good.replace('type: a', 'type: {$text: "file:///etc/passwd"}').replace('good', 'p2'),
      });
      await expect(
        world.catalog.locations.create({ type: 'file', target: '/etc/passwd' }, { onConflict: 'reject' }),
      ).rejects.toThrow(InputError);
      for (const page of ['type.yaml', 'placeholder.yaml', 'url.yaml']) await read(world, page);
      expect(await served(world)).toEqual([]);
      expect(world.web.requests.filter(({ url }) => url.startsWith('file:'))).toEqual([]);
    });

    it('a host that fails or forbids leaves what is there', async () => {
      await using world = await createCatalogWorld(database);
      world.web.pages.set(`${base}/a.yaml`, { content: good });
      await read(world, 'a.yaml');
      const faults = [
        new Error('socket hang up'),
        new NotAllowedError('Reading from host.example is not allowed'),
        new TypeError('x'),
      ];
      for (const fault of faults) {
        world.web.pages.set(`${base}/a.yaml`, fault);
        await world.checkAll();
        expect(await served(world)).toEqual(['component:default/good']);
      }
    });

    it('what fails is tried again later each time', async () => {
      await using world = await createCatalogWorld(database);
      world.web.pages.set(`${base}/a.yaml`, new Error('down'));
      await read(world, 'a.yaml');
      const pauses: number[] = [];
      for (let round = 0; round < 4; round += 1) {
        const row = await world.catalog.db.get<{ due: number }>('select due_at as due from catalog_checks');
        pauses.push((row?.due ?? 0) - Date.now());
        await world.checkAll();
      }
      expect(pauses[3] ?? 0).toBeGreaterThan((pauses[0] ?? 0) * 3);
    });
  },
);
