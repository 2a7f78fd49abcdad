import { type BackendFeature, createBackendModule } from '@portico/backend-plugin-api';
import { startTestBackend } from '@portico/backend-test-utils';
import { createConfigReader } from '@portico/config';
import { expect, it } from 'vitest';
import { catalogProcessingExtensionPoint } from '../../node/extension-points.ts';
import { createCatalogWorld, type CatalogWorld } from '../testing/catalog-world.ts';
import { assertLegacyTypesRead } from './assert-legacy-types-read.ts';

const locations = [
  { type: 'url', target: 'https://host.example/a.yaml' },
  { type: 'github-discovery', target: 'https://github.com/acme' },
  { type: 'ldap-org', target: 'ldaps://acme' },
];

it('keeps a catalog from starting whose configuration has locations that no module reads', async () => {
  const start = (...features: BackendFeature[]) =>
    startTestBackend({
      features: [import('../index.ts'), ...features],
      config: { catalog: { locations: locations.slice(0, 2) } },
    });
  await expect(start()).rejects.toThrow(
    "'catalog.locations.1' is of the type 'github-discovery', which only the processor 'GithubDiscoveryProcessor' reads. " +
      "Add the module that has it, or use 'catalog.providers.github' and remove the location",
  );
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'github',
    register: env =>
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        init: async ({ processing }) =>
          processing.addProcessor({
            getProcessorName: () => 'GithubDiscoveryProcessor',
            readLocation: async ({ type }) => type === 'github-discovery',
          }),
      }),
  });
  await using backend = await start(module);
  expect(backend).toBeDefined();
});

it('names all of them, and is silent when told to', () => {
  const config = createConfigReader([{ context: 'test', data: { catalog: { locations } } }]);
  expect(() => assertLegacyTypesRead(config, [], {})).toThrow(
    /locations\.1.*GithubDiscoveryProcessor.*locations\.2.*LdapOrgReaderProcessor.*SKIP_MISSING_PROCESSORS_CHECK=true/,
  );
  const silent = { BACKSTAGE_CATALOG_SKIP_MISSING_PROCESSORS_CHECK: 'true' };
  expect(() => assertLegacyTypesRead(config, [], silent)).not.toThrow();
});

async function faultsIn({ catalog }: CatalogWorld, ref: string): Promise<string> {
  const row = await catalog.db.get<{ errors: string | null }>(
    'select s.errors from catalog_states s join catalog_refs r on r.id = s.id where r.ref = ?',
    [ref],
  );
  return row?.errors ?? '';
}

it.each(['SQLITE_MEMORY', 'POSTGRES'] as const)(
  'makes a fault of a location whose type nothing reads, on %s',
  async database => {
    await using world = await createCatalogWorld(database, {
      prepare: ({ slots }) => slots.locations.setAllowedLocationTypes(['url', 'gopher', 'github-discovery']),
    });
    const { locations: store, dryRun } = world.catalog;
    const gopher = { type: 'gopher', target: 'host.example' };
    const message = 'No processor was able to handle reading of gopher:host.example';
    await expect(dryRun({ ...gopher, presence: 'required' })).rejects.toThrow(message);
    const location = await store.create(gopher, { onConflict: 'reject' });
    const github = { type: 'github-discovery', target: 'https://github.com/acme' };
    const legacy = await store.create(github, { onConflict: 'reject' });
    await world.settle();
    expect(await faultsIn(world, location.entityRef)).toContain(`${message}. Add a module`);
    expect(await faultsIn(world, legacy.entityRef)).toContain("'catalog.providers.github'");
  },
);

it.each(['SQLITE_MEMORY', 'POSTGRES'] as const)(
  'makes a fault of a Location entity whose type may not be registered, on %s',
  async database => {
    await using world = await createCatalogWorld(database);
    const url = 'https://host.example/catalog-info.yaml';
    const spec = '{type: github-discovery, target: "https://github.com/acme"}';
    const content = `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: l}\nspec: ${spec}\n`;
    world.web.pages.set(url, { content });
    await world.catalog.locations.create({ type: 'url', target: url }, { onConflict: 'reject' });
    await world.settle();
    expect(await faultsIn(world, 'location:default/l')).toContain(
      "Registered locations must be of an allowed type [url], not 'github-discovery'",
    );
    expect(await world.served('location:default/l')).toBeUndefined();
  },
);
