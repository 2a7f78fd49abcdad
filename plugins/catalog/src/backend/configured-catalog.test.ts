import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchedulerService, UrlReaderService } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { createConfigReader, type JsonObject } from '@portico/config';
import { describe, expect, it } from 'vitest';
import type { CatalogProcessor } from '../node/processing.ts';
import { startApiWorld } from './api/testing/api-world.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import { connectProviders } from './connect-providers.ts';
import { componentYaml } from './faults/hostile-world.ts';
import { createCatalogSlots } from './registries.ts';
import { scheduleUpkeep } from './schedule-upkeep.ts';
import { type CatalogWorld, createCatalogWorld } from './testing/catalog-world.ts';
import { createTestEngine, silentLogger } from './testing/create-test-engine.ts';
import { component } from './testing/engine-world.ts';

const configured = (catalog: JsonObject) => ({ config: (): JsonObject => ({ catalog }) });

async function provide(world: CatalogWorld, names: string[], source = 'test'): Promise<void> {
  const entities = names.map(name => ({ entity: component(name) }));
  await world.catalog.engine.connect(source).applyMutation({ type: 'full', entities });
}

async function names(world: CatalogWorld): Promise<string[]> {
  return (await world.refs()).map(ref => ref.replace(/^.*\//, ''));
}

/** The tasks that a catalog has scheduled, by their ids. */
async function tasksOf(world: CatalogWorld): Promise<Map<string, () => Promise<void>>> {
  const tasks = new Map<string, () => Promise<void>>();
  const scheduler = {
    async scheduleTask({ id, fn }: { id: string; fn: () => Promise<void> }) {
      tasks.set(id, fn);
    },
  };
  await scheduleUpkeep(world.catalog, scheduler as unknown as SchedulerService);
  return tasks;
}

/** Starts the catalog of a world anew, with another configuration. */
async function restart(
  world: CatalogWorld,
  catalog: JsonObject,
  { registries } = createCatalogSlots(),
  reader = {} as UrlReaderService,
): Promise<Catalog> {
  await world.catalog.stop();
  const services = {
    db: world.catalog.db,
    config: createConfigReader([{ context: 'test', data: { catalog } }]),
    logger: silentLogger,
    reader,
    events: { failed: () => undefined, conflicted: () => undefined },
  };
  const again = await createCatalog(services, registries);
  await again.start();
  await again.engine.idle();
  return again;
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('model counts for what is there already, from the next start on', async () => {
    await using world = await createCatalogWorld(database);
    const entities = [{ entity: component('a', { runsOn: 'cluster' }) }];
    await world.catalog.engine.connect('test').applyMutation({ type: 'full', entities });
    const model = {
      fields: [
        {
          kind: 'Component',
          spec: { properties: { runsOn: { type: 'string' } } },
          relationFields: [{ path: 'spec.runsOn', defaultKind: 'Resource', relation: 'runsOn' }],
        },
      ],
      relations: [{ type: 'runsOn', inverse: 'runs' }],
    };
    const relations = async () => (await world.served('component:default/a'))?.relations;
    expect(await relations()).not.toContainEqual(expect.objectContaining({ type: 'runsOn' }));
    const changed = await restart(world, { model });
    expect(await relations()).toContainEqual({ type: 'runsOn', targetRef: 'resource:default/cluster' });
    await world.catalog.db.run('update catalog_states set processed_at = 0');
    await changed.stop();
    const same = await restart(world, { model });
    expect(await world.catalog.db.all('select processed_at as at from catalog_states')).toEqual([{ at: 0 }]);
    await same.stop();
  });

  it('a module that is new counts for what is there already', async () => {
    await using world = await createCatalogWorld(database);
    const entities = [{ entity: component('a', { text: { $shout: 'hi' } }) }];
    await world.catalog.engine.connect('test').applyMutation({ type: 'full', entities });
    const slots = createCatalogSlots();
    slots.registries.placeholderResolvers.set('shout', async ({ value }) => `${value as string}!`);
    const changed = await restart(world, {}, slots);
    expect((await world.served('component:default/a'))?.spec?.['text']).toBe('hi!');
    await changed.stop();
  });

  it('rules count for what was read already, from the next start on', async () => {
    const target = 'https://host.example/all.yaml';
    const content = `${componentYaml('a')}---\n${componentYaml('b').replace('Component', 'Resource')}`;
    const catalogOf = (kinds: string[]): JsonObject => ({
      locations: [{ type: 'url', target }],
      rules: [{ allow: ['Location', ...kinds] }],
    });
    await using world = await createCatalogWorld(database, {
      ...configured(catalogOf(['Component', 'Resource'])),
      prepare: ({ web }) => void web.pages.set(target, { content }),
    });
    const faults = async () => {
      const rows = await world.catalog.db.all<{ errors: string }>(
        'select errors from catalog_states where errors is not null',
      );
      return rows.map(({ errors }) => errors);
    };
    const reader = {
      readUrl: async () => ({ buffer: async () => Buffer.from(content) }),
    } as unknown as UrlReaderService;
    expect(await names(world)).toEqual(expect.arrayContaining(['a', 'b']));
    const stricter = await restart(world, catalogOf(['Component']), createCatalogSlots(), reader);
    expect(await faults()).toEqual([expect.stringContaining('NotAllowedError')]);
    await stricter.stop();
    const laxer = await restart(world, catalogOf(['Component', 'Resource']), createCatalogSlots(), reader);
    expect(await faults()).toEqual([]);
    await laxer.stop();
  });

  it('processingInterval false leaves all that there is to do to another process', async () => {
    const options = { processingInterval: false, orphanProviderStrategy: 'delete' };
    await using world = await createCatalogWorld(database, configured(options));
    const { db } = world.catalog;
    await provide(world, ['a', 'b']);
    await connectProviders(world.catalog, [], silentLogger);
    await world.settle();
    expect(await names(world)).toEqual([]);
    expect(await db.all('select id from catalog_states where processed is null')).toHaveLength(2);
    expect([...(await tasksOf(world)).keys()]).not.toContain('catalog_orphan_cleanup');
    const other = createTestEngine(db);
    await other.start();
    await other.idle();
    expect(await names(world)).toEqual(['a', 'b']);
    await provide(world, ['b']);
    expect(await names(world)).toEqual(['a', 'b']);
    await other.idle();
    expect(await names(world)).toEqual(['b']);
    await other.stop();
  });

  it('massChangeGuard says how much a full run may remove; what is removed by name goes at once', async () => {
    const options = { massChangeGuard: { share: 10, allowance: 2 } };
    await using world = await createCatalogWorld(database, configured(options));
    const all = Array.from({ length: 10 }, (_, n) => `c${n}`);
    await provide(world, all);
    await provide(world, all.slice(2));
    expect(await names(world)).toHaveLength(8);
    await provide(world, all.slice(5));
    expect(await names(world)).toHaveLength(8);
    expect(await world.catalog.engine.listHeld()).toMatchObject([{ sourceKey: 'test', owned: 8, count: 3 }]);
    expect(world.warnings.join()).toContain("Provider 'test' would remove 3 of its 8 entities");
    await world.catalog.engine.connect('test').applyMutation({
      type: 'delta',
      added: [],
      removed: all.slice(1).map(name => ({ entityRef: `component:default/${name}` })),
    });
    expect(await names(world)).toEqual([]);
  });

  it.each(['delete', 'keep'])('orphanProviderStrategy %s', async orphanProviderStrategy => {
    await using world = await createCatalogWorld(database, configured({ orphanProviderStrategy }));
    await provide(world, ['a'], 'gone');
    await provide(world, ['b'], 'here');
    const provider = { getProviderName: () => 'here', connect: async () => undefined };
    await connectProviders(world.catalog, [{ provider }], silentLogger);
    expect(await names(world)).toEqual(orphanProviderStrategy === 'keep' ? ['a', 'b'] : ['b']);
  });

  it.each(['delete', 'keep'])('orphanStrategy %s', async orphanStrategy => {
    await using world = await createCatalogWorld(database, {
      config: directory => ({
        catalog: { orphanStrategy, locations: [{ type: 'file', target: join(directory, 'all.yaml') }] },
      }),
      prepare: ({ directory }) => writeFile(join(directory, 'all.yaml'), componentYaml('a')),
    });
    await writeFile(join(world.directory, 'all.yaml'), componentYaml('b'));
    await world.checkAll();
    const isMarked = async () =>
      (await world.served('component:default/a'))?.metadata.annotations?.['backstage.io/orphan'] === 'true';
    expect(await isMarked()).toBe(true);
    await (await tasksOf(world)).get('catalog_orphan_cleanup')?.();
    expect(await isMarked()).toBe(orphanStrategy === 'keep');
    expect((await names(world)).includes('a')).toBe(orphanStrategy === 'keep');
  });

  it('history.retention says how long changes are kept', async () => {
    await using world = await createCatalogWorld(
      database,
      configured({ history: { retention: { minutes: 20 } } }),
    );
    const { db } = world.catalog;
    const changes = async () => (await db.get<{ n: number }>('select count(*) as n from catalog_changes'))?.n;
    await provide(world, ['a', 'b', 'c']);
    const [first, second] = await db.all<{ seq: number }>('select seq from catalog_changes order by seq');
    const age = (seq: number | undefined, minutes: number) =>
      db.run('update catalog_changes set at = ? where seq = ?', [Date.now() - minutes * 60_000, seq ?? 0]);
    await age(first?.seq, 30);
    await age(second?.seq, 15);
    await (await tasksOf(world)).get('catalog_history_cleanup')?.();
    expect(Number(await changes())).toBe(2);
    await using endless = await createCatalogWorld(database, configured({ history: { retention: '0s' } }));
    expect([...(await tasksOf(endless)).keys()]).not.toContain('catalog_history_cleanup');
  });
});

it('providerOptions and processorOptions turn single ones off, and set the order', async () => {
  const connected: string[] = [];
  const ran: string[] = [];
  const processor = (name: string, priority?: number): CatalogProcessor => ({
    getProcessorName: () => name,
    ...(priority !== undefined && { getPriority: () => priority }),
    async preProcessEntity(entity) {
      if (entity.kind === 'Component') ran.push(name);
      return entity;
    },
  });
  await using world = await createCatalogWorld('SQLITE_MEMORY', {
    config: directory => ({
      catalog: {
        locations: [{ type: 'file', target: join(directory, 'all.yaml') }],
        providerOptions: { 'off:default': { disabled: true } },
        processorOptions: {
          AnnotateLocationEntityProcessor: { disabled: true },
          off: { disabled: true },
          last: { priority: 30 },
          first: { priority: 5 },
        },
      },
    }),
    async prepare({ directory, slots }) {
      await writeFile(join(directory, 'all.yaml'), componentYaml('a'));
      const slot = slots.processing(() => undefined);
      slot.addProcessor(processor('last', 1), processor('second', 10), processor('off'), processor('first'));
      for (const name of ['on:default', 'off:default']) {
        slot.addEntityProvider({
          getProviderName: () => name,
          connect: async () => void connected.push(name),
        });
      }
    },
  });
  expect(connected).toEqual(['on:default']);
  expect(ran).toEqual(['first', 'second', 'last']);
  const trail = await world.catalog.db.get<{ trail: string }>(
    "select s.trail from catalog_states s join catalog_refs r on r.id = s.id where r.ref = 'component:default/a'",
  );
  expect(trail?.trail).not.toContain('AnnotateLocation');
});

it('disableDefaultProcessors leaves reading to modules', async () => {
  await using world = await createCatalogWorld('SQLITE_MEMORY', {
    config: directory => ({
      catalog: {
        disableDefaultProcessors: true,
        locations: [{ type: 'file', target: join(directory, 'all.yaml') }],
      },
    }),
    prepare: ({ directory }) => writeFile(join(directory, 'all.yaml'), componentYaml('a')),
  });
  const rows = await world.catalog.db.all('select errors from catalog_states');
  expect(JSON.stringify(rows)).toContain('No processor was able to handle reading of file:');
  await provide(world, ['provided']);
  expect(await names(world)).toContain('provided');
});

it('defaultLocationConflictStrategy says what becomes of a location that is there', async () => {
  const location = { type: 'url', target: 'https://host.example/a.yaml' };
  const config = (strategy: string): JsonObject => ({
    catalog: { defaultLocationConflictStrategy: strategy },
  });
  await using refreshing = await startApiWorld('SQLITE_MEMORY', { config: config('refresh') });
  const first = await refreshing.post('/locations', location);
  expect(await refreshing.post('/locations', location)).toEqual({ status: 201, body: first.body });
  expect((await refreshing.post('/locations?onConflict=reject', location)).status).toBe(409);
  await using rejecting = await startApiWorld('SQLITE_MEMORY', { config: config('reject') });
  await rejecting.post('/locations', location);
  expect((await rejecting.post('/locations', location)).status).toBe(409);
  expect((await rejecting.post('/locations?onConflict=refresh', location)).status).toBe(201);
});
