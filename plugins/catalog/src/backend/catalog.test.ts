import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it, vi } from 'vitest';
import { createCatalogWorld } from './testing/catalog-world.ts';

const yamlOf = (name: string, extra = ''): string => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: team-a
${extra}`;
const url = 'https://github.com/acme/a/blob/main/catalog-info.yaml';

describe.each(createTestDatabases().ids)('a catalog on %s', database => {
  it('reads the files of the configuration, with globs, relative targets and placeholders', async () => {
    await using world = await createCatalogWorld(database, {
      config: directory => ({
        catalog: {
          locations: [
            { type: 'file', target: join(directory, 'all.yaml') },
            { type: 'file', target: join(directory, 'more/*.yaml') },
          ],
        },
      }),
      async prepare({ directory }) {
        await mkdir(join(directory, 'more'));
        await writeFile(
          join(directory, 'all.yaml'),
          'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: all}\nspec: {targets: [./a.yaml]}',
        );
        await writeFile(
          join(directory, 'a.yaml'),
          `${yamlOf('a')}  note: {$text: ./note.md}\n---\n---\n${yamlOf('b')}`,
        );
        await writeFile(join(directory, 'note.md'), 'Hello');
        await writeFile(join(directory, 'more/c.yaml'), yamlOf('c'));
        await writeFile(join(directory, 'more/readme.txt'), 'nothing');
      },
    });
    expect((await world.refs()).filter(ref => !ref.startsWith('location:default/generated'))).toEqual([
      'component:default/a',
      'component:default/b',
      'component:default/c',
      'location:default/all',
    ]);
    const a = await world.served('component:default/a');
    expect(a?.spec?.['note']).toBe('Hello');
    expect(a?.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': `file:${join(world.directory, 'a.yaml')}`,
      'backstage.io/managed-by-origin-location': `file:${join(world.directory, 'all.yaml')}`,
    });
  });

  it('warns once of a location of the configuration that cannot be read', async () => {
    await using world = await createCatalogWorld(database, {
      config: directory => ({
        catalog: { locations: [{ type: 'file', target: join(directory, 'nowhere.yaml') }] },
      }),
    });
    const warnings = () => world.warnings.filter(text => text.includes('nowhere.yaml'));
    expect(warnings()).toEqual([
      expect.stringMatching(/^'location:default\/generated-\w+' cannot be read as it is: .*nowhere/),
    ]);
    await world.checkAll();
    expect(warnings()).toHaveLength(1);
  });

  it('sees a changed, a new and a removed file by itself', async () => {
    await using world = await createCatalogWorld(database, {
      config: directory => ({
        catalog: { locations: [{ type: 'file', target: join(directory, '*.yaml') }] },
      }),
      prepare: ({ directory }) => writeFile(join(directory, 'a.yaml'), yamlOf('a')),
    });
    await writeFile(join(world.directory, 'a.yaml'), yamlOf('a', '  extra: new'));
    await writeFile(join(world.directory, 'b.yaml'), yamlOf('b'));
    await vi.waitFor(async () => {
      expect((await world.served('component:default/a'))?.spec?.['extra']).toBe('new');
      expect(await world.refs()).toContain('component:default/b');
    });
    await rm(join(world.directory, 'a.yaml'));
    await vi.waitFor(async () =>
      expect((await world.served('component:default/a'))?.metadata.annotations).toMatchObject({
        'backstage.io/orphan': 'true',
      }),
    );
    await world.catalog.entities.removeOrphans();
    expect(await world.refs()).not.toContain('component:default/a');
    expect(await world.refs()).toContain('component:default/b');
  });

  it('registers, reads, refreshes and removes a URL, asking only for what has changed', async () => {
    await using world = await createCatalogWorld(database);
    const { locations, entities } = world.catalog;
    world.web.pages.set(url, { content: yamlOf('a'), etag: '1' });
    const created = await locations.create(
      { type: 'url', target: url },
      { onConflict: 'reject', actor: 'user:default/me' },
    );
    await world.settle();
    expect(await world.served('component:default/a')).toMatchObject({
      metadata: {
        annotations: {
          'backstage.io/managed-by-location': `url:${url}`,
          'backstage.io/view-url': url,
          'backstage.io/edit-url': 'https://github.com/acme/a/edit/main/catalog-info.yaml',
          'backstage.io/source-location': 'url:https://github.com/acme/a/tree/main/',
        },
      },
    });

    await entities.refresh('component:default/a');
    await world.settle();
    expect(world.web.requests.map(request => request.etag)).toEqual([undefined, '1']);

    world.web.pages.set(url, { content: yamlOf('b'), etag: '2' });
    await world.checkAll();
    await entities.removeOrphans();
    expect(await world.refs()).toEqual(['component:default/b', created.entityRef]);

    await expect(locations.create({ type: 'url', target: url }, { onConflict: 'reject' })).rejects.toThrow(
      `Location url:${url} already exists`,
    );
    await expect(
      locations.create({ type: 'file', target: '/etc/passwd' }, { onConflict: 'reject' }),
    ).rejects.toThrow('must be of an allowed type ["url"]');
    await locations.remove(created.id);
    expect(await world.refs()).toEqual([]);
  });

  it('keeps the last good version beside the faults of a later one', async () => {
    await using world = await createCatalogWorld(database);
    world.web.pages.set(url, { content: yamlOf('a') });
    await world.catalog.locations.create({ type: 'url', target: url }, { onConflict: 'reject' });
    await world.settle();
    world.web.pages.set(url, { content: yamlOf('a').replace('owner: team-a', 'owner: 7') });
    await world.checkAll();
    const stale = await world.served('component:default/a');
    expect(stale?.spec?.['owner']).toBe('team-a');
    expect(stale?.status?.items).toEqual([
      expect.objectContaining({
        type: 'backstage.io/catalog-processing',
        level: 'error',
        message: expect.stringContaining('owner'),
      }),
    ]);
    world.web.pages.set(url, { content: yamlOf('a').replace('team-a', 'team-b') });
    await world.checkAll();
    const good = await world.served('component:default/a');
    expect(good?.spec?.['owner']).toBe('team-b');
    expect(good?.status).toBeUndefined();
    expect(good?.metadata.uid).toBe(stale?.metadata.uid);
  });

  it('lets in only kinds that the rules allow', async () => {
    await using world = await createCatalogWorld(database);
    world.web.pages.set(url, {
      content: `${yamlOf('a')}\n---\n${yamlOf('t').replace('Component', 'Template')}`,
    });
    await world.catalog.locations.create({ type: 'url', target: url }, { onConflict: 'reject' });
    await world.settle();
    expect((await world.refs()).filter(ref => !ref.startsWith('location:'))).toEqual([]);
    world.web.pages.set(url, { content: yamlOf('a') });
    await world.checkAll();
    expect(await world.refs()).toContain('component:default/a');
  });
});
