import { expect, it, vi } from 'vitest';
import { locationSpecToLocationEntity } from '../../node/location-entity.ts';
import { createCatalogWorld } from '../testing/catalog-world.ts';
import { componentYaml } from './hostile-world.ts';

const origin = 'https://busy.example';
const names = Array.from({ length: 30 }, (_, n) => `c-${n}`);
const manyTargets = `apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: many}
spec: {targets: [${names.map(name => `./${name}.yaml`).join()}]}
`;

function pages(): Map<string, { content: string }> {
  const files = [...names, 'd-1', 'd-2', 'd-3'].map(
    name => [`${origin}/${name}.yaml`, { content: componentYaml(name) }] as const,
  );
  return new Map([...files, [`${origin}/many.yaml`, { content: manyTargets }]]);
}

it('what a host is not to be asked for at once is read all the same, though it is the file of one location', async () => {
  await using world = await createCatalogWorld('SQLITE_MEMORY', {
    config: () => ({ catalog: { readBudget: { requestsPerSecond: 50, burst: 3 } } }),
    prepare: ({ web }) => void (web.pages = pages()),
  });
  const entities = ['many', 'd-1', 'd-2', 'd-3'].map(name => {
    const location = { type: 'url', target: `${origin}/${name}.yaml` };
    return { entity: locationSpecToLocationEntity({ location }) };
  });
  await world.catalog.engine.connect('all').applyMutation({ type: 'full', entities });
  await vi.waitFor(async () => {
    const components = (await world.refs()).filter(ref => ref.startsWith('component:'));
    expect(components).toHaveLength(names.length + 3);
  });
  expect(world.web.requests).toHaveLength(names.length + 4);
});

it('a trial of a location with more files than may be read at once waits for them', async () => {
  await using world = await createCatalogWorld('SQLITE_MEMORY', {
    config: () => ({ catalog: { readBudget: { requestsPerSecond: 50, burst: 3 } } }),
    prepare: ({ web }) => void (web.pages = pages()),
  });
  const found = await world.catalog.dryRun({ type: 'url', target: `${origin}/many.yaml` });
  expect(found.filter(({ kind }) => kind === 'Component')).toHaveLength(names.length);
});

it('a trial that would have to wait before it begins is refused as something to try again', async () => {
  await using world = await createCatalogWorld('SQLITE_MEMORY', {
    config: () => ({ catalog: { readBudget: { requestsPerSecond: 0.001, burst: 1 } } }),
    prepare: ({ web }) => void (web.pages = pages()),
  });
  const location = { type: 'url', target: `${origin}/d-1.yaml` };
  await world.catalog.dryRun(location);
  await expect(world.catalog.dryRun(location)).rejects.toMatchObject({
    name: 'ServiceUnavailableError',
    message: expect.stringMatching(/busy\.example.*Try again after \d{4}-/),
  });
});
