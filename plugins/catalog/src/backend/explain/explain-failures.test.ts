import { randomBytes } from 'node:crypto';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { ServiceUnavailableError } from '@portico/errors';
import { describe, expect, it } from 'vitest';
import type { EngineExplanation } from './explain-entity.ts';
import { explainEntity } from './explain-entity.ts';
import { componentYaml } from '../faults/hostile-world.ts';
import { createCatalogWorld, type CatalogWorld } from '../testing/catalog-world.ts';

const url = 'https://host.example/catalog-info.yaml';

async function register(world: CatalogWorld, content: string, etag?: string): Promise<string> {
  world.web.pages.set(url, { content, ...(etag !== undefined && { etag }) });
  const row = await world.catalog.locations.create({ type: 'url', target: url }, { onConflict: 'reject' });
  await world.settle();
  return row.entityRef;
}

function explain({ catalog }: CatalogWorld, ref: string): Promise<EngineExplanation> {
  return explainEntity(catalog.db, catalog.rules, ref);
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it.each([
    [
      'a kind that is not allowed',
      componentYaml('b').replace('Component', 'Group'),
      { errors: [{ name: 'NotAllowedError' }], problems: [] },
    ],
    [
      'a fault in its YAML',
      `${componentYaml('b')}  x: [\n`,
      { problems: [{ check: 'yaml', source: `url:${url}` }] },
    ],
  ])('a good entity beside %s is told to be declared, and held back', async (_what, other, expected) => {
    await using world = await createCatalogWorld(database);
    const location = await register(world, `${componentYaml('a')}---\n${other}`);
    expect(await world.refs()).not.toContain('component:default/a');
    expect(await explain(world, 'component:a')).toMatchObject({
      state: 'failing',
      summary: expect.stringContaining(
        `Declared by '${location}', and not in the catalog. Nothing new is taken in from 'url:${url}'`,
      ),
      sources: [{ type: 'entity', name: location }],
      chain: [
        { entityRef: location, provider: 'DefaultLocationStore' },
        { entityRef: 'component:default/a' },
      ],
      fetch: { location: `url:${url}`, outcome: 'failed' },
      schedule: { code: 'source' },
      similar: [],
      ...expected,
    });
    world.web.pages.set(url, { content: componentYaml('a') });
    await world.checkAll();
    expect(await explain(world, 'component:a')).toMatchObject({ state: 'present', conflicts: [] });
    world.web.pages.set(url, { content: `${componentYaml('a')}---\n${other}` });
    await world.checkAll();
    expect(await explain(world, 'component:a')).toMatchObject({ state: 'stale' });
  });

  it.each([
    ['a character that no database takes', '"b\\0"'],
    ['more characters than an index takes', randomBytes(4000).toString('hex')],
  ])('a name with %s keeps nothing beside it from coming in', async (_what, name) => {
    await using world = await createCatalogWorld(database);
    const location = await register(world, `${componentYaml('a')}---\n${componentYaml(name)}`);
    expect(await world.refs()).toEqual(['component:default/a', location]);
    expect(await world.catalog.db.all('select id from catalog_states where errors is not null')).toHaveLength(
      1,
    );
    expect((await explain(world, location)).errors).toHaveLength(database === 'POSTGRES' ? 1 : 0);
  });

  it('tells how the host has answered, and waits longer only for one that fails', async () => {
    await using world = await createCatalogWorld(database);
    const location = await register(world, componentYaml('a'), '1');
    const last = async () => (await explain(world, 'component:a')).fetch;
    const attempts = async () =>
      (await world.catalog.db.get<{ n: number }>('select max(attempts) as n from catalog_checks'))?.n;
    expect(await last()).toMatchObject({ outcome: 'read', status: 200, durationMs: expect.any(Number) });
    await world.checkAll();
    expect(await last()).toMatchObject({ outcome: 'unchanged', status: 304 });

    const down = Object.assign(new ServiceUnavailableError('down'), { hostStatus: 502 });
    world.web.pages.set(url, down);
    await world.checkAll();
    await world.checkAll();
    expect(await last()).toMatchObject({
      outcome: 'failed',
      status: 502,
      error: { message: expect.stringContaining('ServiceUnavailableError: down') },
    });
    expect(await attempts()).toBe(2);
    await world.catalog.entities.refresh(location, 'user:default/me');
    await world.settle();
    expect(await attempts()).toBe(2);

    world.web.pages.delete(url);
    await world.checkAll();
    const gone = await last();
    expect(gone).toMatchObject({ outcome: 'failed', error: { name: 'NotFoundError' } });
    expect(gone).not.toHaveProperty('status');
    expect(await attempts()).toBe(1);
    world.web.pages.set(url, { content: 'kind: [' });
    await world.checkAll();
    await world.checkAll();
    expect(await last()).toMatchObject({ outcome: 'failed', status: 200, error: { name: 'InputError' } });
    expect(await attempts()).toBe(1);
  });
});
