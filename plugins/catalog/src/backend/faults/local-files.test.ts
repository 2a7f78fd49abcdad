import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { componentYaml, type HostileWorld, locationYaml, page, startHostileWorld } from './hostile-world.ts';

let folder: string;
let secret: string;
let world: HostileWorld;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-secrets-'));
  secret = join(folder, 'secret.yaml');
  await writeFile(secret, `${componentYaml('secret')}# not to be seen: {hunter2\n`);
  await writeFile(join(folder, 'broken.yaml'), 'hunter2: [');
  world = await startHostileWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Nothing of the file, nor that it exists, is in the catalog or an answer. */
async function expectNoTrace(text = ''): Promise<void> {
  expect(text).not.toContain('hunter2');
  const { items } = await world.client.getEntities();
  expect(JSON.stringify(items)).not.toMatch(/hunter2|"name":"secret"/);
  expect((await world.client.explain('component:default/secret')).state).toBe('absent');
}

/** Registers a page, and resolves to what the catalog has to say of it or of the entity that it declares. */
async function explainRegistered(path: string, text: string, ref?: string): Promise<string> {
  world.host.pages.set(path, page(text));
  const location = await world.register(world.host.url + path);
  return vi.waitFor(async () => {
    const found = await world.client.explain(ref ?? location);
    if (!['failing', 'stale', 'present'].includes(found.state)) throw new Error(found.state);
    return JSON.stringify(found);
  });
}

describe('files of the portal', () => {
  it.each(['file', 'FILE', ' file', 'file ', 'bootstrap'])('cannot be registered as %j', async type => {
    for (const path of ['/locations', '/locations?dryRun=true', '/locations?dryRun=1&onConflict=refresh']) {
      for (const target of [secret, `${folder}/*.yaml`, join(folder, 'broken.yaml'), '/nothing/there.yaml']) {
        const answer = await world.send(path, { body: { type, target } });
        expect(answer).toEqual({ status: 400, text: expect.stringContaining('allowed type') });
        await expectNoTrace(answer.text);
      }
    }
  });

  it('cannot take the place of a registered URL', async () => {
    world.host.pages.set('/a.yaml', page(componentYaml('a')));
    const { location } = await world.client.addLocation({ type: 'url', target: `${world.host.url}/a.yaml` });
    const answer = await world.send(`/locations/${location.id}`, {
      method: 'PUT',
      body: { type: 'file', target: secret },
    });
    expect(answer.status).toBe(400);
    await expectNoTrace(answer.text);
  });

  it('cannot be read as a URL', async () => {
    for (const target of [`file://${secret}`, secret, `FILE://localhost${secret}`]) {
      const answer = await world.send('/locations?dryRun=true', { body: { type: 'url', target } });
      expect(answer.status).toBe(400);
      await expectNoTrace(answer.text);
    }
  });

  it.each([
    ['by type', { type: 'file', target: '$secret' }],
    ['by type and targets', { type: 'file', targets: ['$secret', './x.yaml'] }],
    ['by URL', { targets: ['file://$secret'] }],
    ['by a path', { targets: ['$secret', '../../../../../../..$secret'] }],
  ])('are not read through a Location entity, %s', async (name, spec) => {
    const named = name.replaceAll(' ', '-');
    const text = locationYaml(named, spec).replaceAll('$secret', secret);
    const explained = await explainRegistered(`/${named}.yaml`, text, `location:default/${named}`);
    await expectNoTrace(explained);
  });

  it.each(['file://$secret', '$secret', '../../../..$secret', 'FILE://$secret'])(
    'are not put in the place of {$text: %s}',
    async target => {
      const name = `placeholder-${Buffer.from(target).toString('hex')}`;
      for (const key of ['text', 'yaml', 'json']) {
        const own = `${name}-${key}`;
        const extra = `  note: {$${key}: '${target.replace('$secret', secret)}'}\n`;
        const ref = `component:default/${own}`;
        await expectNoTrace(await explainRegistered(`/${own}.yaml`, componentYaml(own, extra), ref));
      }
    },
  );

  it('are not read to validate an entity', async () => {
    const annotations = {
      'backstage.io/managed-by-location': `file:${folder}/entity.yaml`,
      'backstage.io/managed-by-origin-location': `file:${folder}/entity.yaml`,
    };
    const location = 'url:https://host.example/catalog-info.yaml';
    const component = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'a', annotations },
      spec: { type: 'service', lifecycle: 'production', owner: { $text: './broken.yaml' } },
    };
    const locationEntity = JSON.parse(locationYaml('l', { targets: [secret, './broken.yaml'] })) as object;
    const bodies = [
      { entity: component, location: `file:${folder}/entity.yaml` },
      { entity: component, location },
      { entity: { ...component, spec: { ...component.spec, owner: { $yaml: './broken.yaml' } } }, location },
      { entity: { ...locationEntity, metadata: { name: 'l', annotations } }, location },
      { entity: { ...locationEntity, spec: { type: 'file', target: secret } }, location },
    ];
    for (const body of bodies) {
      const { status, text } = await world.send('/validate-entity', { body });
      expect(status).toBe(400);
      expect(text).not.toMatch(/ENOENT|EISDIR|does not exist|broken.yaml.* (?:error|document)/);
      await expectNoTrace(text);
    }
  });

  it('are not looked into by an analysis', async () => {
    for (const target of [`file://${secret}`, secret]) {
      const { text } = await world.send('/analyze-location', {
        body: { location: { type: 'file', target } },
      });
      await expectNoTrace(text);
    }
  });
});
