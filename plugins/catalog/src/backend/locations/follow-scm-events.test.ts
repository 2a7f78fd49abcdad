import type { MetricsService } from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import { expect, it } from 'vitest';
import { createScmEventsService } from '../../node/scm-events.ts';
import { silentLogger } from '../testing/create-test-engine.ts';
import { createCatalogWorld, type CatalogWorld } from '../testing/catalog-world.ts';
import { followScmEvents } from './follow-scm-events.ts';

const repository = 'https://github.com/acme/a';
const file = `${repository}/blob/main/catalog-info.yaml`;
const content = (owner: string): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\nspec: {type: a, lifecycle: b, owner: ${owner}}\n`;

async function start(scmEvents: JsonObject | boolean | undefined) {
  const world: CatalogWorld = await createCatalogWorld('SQLITE_MEMORY');
  world.web.pages.set(file, { content: content('one') });
  await world.catalog.locations.create({ type: 'url', target: file }, { onConflict: 'reject' });
  await world.settle();
  const events = createScmEventsService();
  const data: JsonObject = scmEvents === undefined ? {} : { catalog: { scmEvents } };
  const config = createConfigReader([{ context: 'test', data }]);
  const counted: unknown[] = [];
  const metrics = {
    createCounter: (name: string) => ({
      add: (value: number, attributes: unknown) => void counted.push([name, value, attributes]),
    }),
  } as unknown as MetricsService;
  const marked: unknown[] = [];
  followScmEvents({
    catalog: world.catalog,
    config,
    events: { ...events, markEventActionTaken: action => void marked.push(action) },
    logger: silentLogger,
    metrics,
  });
  return { world, events, counted, marked, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const ownerOf = async (world: CatalogWorld): Promise<unknown> =>
  (await world.served('component:default/a'))?.spec?.['owner'];

it('reads a changed file again, under whatever view its URL names, if told to', async () => {
  for (const [scmEvents, owner] of [
    [true, 'two'],
    [{ refresh: true }, 'two'],
    [{}, 'one'],
    [undefined, 'one'],
  ] as const) {
    await using scene = await start(scmEvents);
    scene.world.web.pages.set(file, { content: content('two') });
    await scene.events.publish([{ type: 'location.updated', url: file.replace('blob', 'tree') }]);
    await scene.world.settle();
    expect(await ownerOf(scene.world)).toBe(owner);
  }
});

it('removes what was registered when its file or repository is gone', async () => {
  for (const event of [
    { type: 'location.deleted', url: file },
    { type: 'repository.deleted', url: repository },
  ] as const) {
    await using scene = await start(true);
    await scene.events.publish([event]);
    expect(await scene.world.refs()).toEqual([]);
  }
});

it('follows a file or repository that moves', async () => {
  const moved = 'https://github.com/acme/b/blob/main/catalog-info.yaml';
  for (const event of [
    { type: 'location.moved', fromUrl: file, toUrl: moved },
    { type: 'repository.moved', fromUrl: `${repository}/`, toUrl: 'https://github.com/acme/b' },
  ] as const) {
    await using scene = await start(true);
    scene.world.web.pages.set(moved, { content: content('moved') });
    await scene.events.publish([event]);
    await scene.world.settle();
    expect(await ownerOf(scene.world)).toBe('moved');
    expect((await scene.world.catalog.locations.list()).map(({ target }) => target)).toEqual([moved]);
  }
});

it('counts the events that it hears of, and what it did about them', async () => {
  for (const [scmEvents, actions] of [
    [undefined, []],
    [{ refresh: true }, [{ action: 'refresh', count: 1 }]],
    [true, [{ action: 'delete', count: 1 }]],
  ] as const) {
    await using scene = await start(scmEvents);
    await scene.events.publish([
      { type: 'location.deleted', url: file },
      { type: 'repository.updated', url: repository },
    ]);
    expect(scene.counted).toEqual([
      ['catalog.events.scm.messages', 1, { eventType: 'location' }],
      ['catalog.events.scm.messages', 1, { eventType: 'repository' }],
    ]);
    expect(scene.marked).toEqual(actions);
  }
});
