import {
  actionsServiceRef,
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
  type ActionsService,
  type UrlReaderService,
} from '@portico/backend-plugin-api';
import { mockCredentials, startTestBackend } from '@portico/backend-test-utils';
import type { JsonObject } from '@portico/config';
import type { PermissionsService } from '@portico/backend-plugin-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { catalogServiceRef, type CatalogService } from '../../node/catalog-service.ts';
import { catalogProcessingExtensionPoint } from '../../node/extension-points.ts';
import { component } from '../testing/engine-world.ts';

const location = {
  'backstage.io/managed-by-location': 'url:https://h/f',
  'backstage.io/managed-by-origin-location': 'url:https://h/f',
};
const yaml = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: read}\nspec: {type: a, lifecycle: b, owner: c}\n`;
const user = mockCredentials.user();
const stranger = mockCredentials.user('user:default/stranger');

let backend: AsyncDisposable;
let catalog: CatalogService;
let actions: ActionsService;

const provider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'test',
  register: env =>
    env.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'test',
          async connect(connection) {
            const named = (name: string, kind: string) => {
              const entity = component(name);
              return { entity: { ...entity, kind, metadata: { ...entity.metadata, annotations: location } } };
            };
            await connection.applyMutation({
              type: 'full',
              entities: [named('a', 'Component'), named('b', 'Component'), named('b', 'Resource')],
            });
          },
        });
      },
    }),
});

const consumer = createBackendPlugin({
  pluginId: 'consumer',
  register: env =>
    env.registerInit({
      deps: { catalogService: catalogServiceRef, actionsService: actionsServiceRef },
      async init({ catalogService, actionsService }) {
        catalog = catalogService;
        actions = actionsService;
      },
    }),
});

/** Strangers may do nothing. */
const permissions: PermissionsService = {
  authorize: async (requests, { credentials }) => requests.map(() => ({ result: decide(credentials) })),
  authorizeConditional: async (requests, { credentials }) =>
    requests.map(() => ({ result: decide(credentials) })),
};

function decide({ principal }: { principal?: unknown }): 'ALLOW' | 'DENY' {
  return (principal as { userEntityRef?: string }).userEntityRef?.endsWith('stranger') ? 'DENY' : 'ALLOW';
}

const reader: UrlReaderService = {
  readUrl: async () => ({ buffer: async () => Buffer.from(yaml) }),
  readTree: () => Promise.reject(new Error('not here')),
  search: () => Promise.reject(new Error('not here')),
};

beforeAll(async () => {
  backend = await startTestBackend({
    features: [
      import('../index.ts'),
      provider,
      consumer,
      createServiceFactory({ service: coreServices.permissions, deps: {}, factory: () => permissions }),
      createServiceFactory({ service: coreServices.urlReader, deps: {}, factory: () => reader }),
    ],
    config: { backend: { actions: { pluginSources: ['catalog'] } } },
  });
});
afterAll(() => backend[Symbol.asyncDispose]());

describe('the catalog service', () => {
  it('calls the catalog on behalf of whoever asks', async () => {
    expect((await catalog.getEntities(undefined, { credentials: user })).items).toHaveLength(3);
    expect((await catalog.getEntities({}, { credentials: stranger })).items).toEqual([]);
    expect(await catalog.getEntityByRef('component:a', { credentials: user })).toMatchObject({
      kind: 'Component',
    });
    expect(await catalog.getEntityByRef('component:a', { credentials: stranger })).toBeUndefined();
    const pages: number[] = [];
    for await (const page of catalog.streamEntities({ pageSize: 2 }, { credentials: user }))
      pages.push(page.length);
    expect(pages).toEqual([2, 1]);
    const history = await catalog.history('component:a', undefined, { credentials: user });
    expect(history?.items).toHaveLength(1);
    await expect(catalog.getEntityByRef('component:a', {} as never)).rejects.toThrow('needs credentials');
  });
});

describe('the actions of the catalog', () => {
  const invoke = (id: string, input: JsonObject, credentials = user) =>
    actions.invoke({ id: `catalog:${id}`, input, credentials });

  it('are offered', async () => {
    const { actions: offered } = await actions.list({ credentials: user });
    expect(offered.map(action => action.id).sort()).toEqual([
      'catalog:get-catalog-entity',
      'catalog:get-catalog-model-description',
      'catalog:query-catalog-entities',
      'catalog:refresh-catalog-entity',
      'catalog:register-entity',
      'catalog:unregister-entity',
      'catalog:validate-entity',
    ]);
  });

  it('get and refresh one entity, if it is clear which', async () => {
    const { output } = await invoke('get-catalog-entity', { name: 'a' });
    expect(output).toMatchObject({ kind: 'Component', metadata: { name: 'a' } });
    await expect(invoke('get-catalog-entity', { name: 'b' })).rejects.toThrow('409');
    expect((await invoke('get-catalog-entity', { name: 'b', kind: 'resource' })).output).toMatchObject({
      kind: 'Resource',
    });
    await expect(invoke('get-catalog-entity', { name: 'nope' })).rejects.toThrow('400');
    expect((await invoke('refresh-catalog-entity', { name: 'a', namespace: 'default' })).output).toEqual({
      entityRef: 'component:default/a',
    });
  });

  it('query entities, page by page', async () => {
    const input = {
      query: { kind: 'component' },
      limit: '1',
      orderFields: { field: 'metadata.name', order: 'asc' },
      fields: ['metadata.name'],
    };
    const { output } = await invoke('query-catalog-entities', input);
    expect(output).toEqual({
      items: [{ metadata: { name: 'a' } }],
      totalItems: 2,
      hasMoreEntities: true,
      nextPageCursor: expect.any(String),
    });
    const { nextPageCursor } = output as { nextPageCursor: string };
    const next = await invoke('query-catalog-entities', { cursor: nextPageCursor, limit: 5 });
    expect(next.output).toMatchObject({ items: [{ metadata: { name: 'b' } }], hasMoreEntities: false });
  });

  it('validate YAML', async () => {
    expect((await invoke('validate-entity', { entity: yaml })).output).toMatchObject({
      isValid: true,
      errors: [],
    });
    expect((await invoke('validate-entity', { entity: 'a: [' })).output).toMatchObject({
      isValid: false,
      isValidYaml: false,
    });
    const { output } = await invoke('validate-entity', { entity: yaml.replace('owner: c', 'owner: 3') });
    expect(output).toMatchObject({
      isValid: false,
      isValidYaml: true,
      errors: [expect.stringContaining('owner')],
    });
  });

  it('register and unregister locations', async () => {
    const locationUrl = 'https://host/catalog-info.yaml';
    await invoke('register-entity', { locationUrl });
    await vi.waitFor(async () => {
      expect((await invoke('get-catalog-entity', { name: 'read' })).output).toMatchObject({
        kind: 'Component',
      });
    });
    await expect(invoke('register-entity', { locationUrl: 'nothing' })).rejects.toThrow('400');
    await invoke('unregister-entity', { type: { locationUrl: locationUrl.toUpperCase() } });
    await expect(invoke('get-catalog-entity', { name: 'read' })).rejects.toThrow('400');
    await expect(invoke('unregister-entity', { type: { locationId: 'nope' } })).rejects.toThrow('404');
  });

  it('describe the model', async () => {
    const { output } = await invoke('get-catalog-model-description', {});
    const { description } = output as { description: string };
    expect(description).toContain('### Component');
    expect(description).toContain('`spec.owner` refers to a Group (relation `ownedBy`)');
    expect(description).toContain('- `dependsOn` (depends on), and back `dependencyOf`');
  });

  it('do nothing for somebody whom the policy forbids it', async () => {
    await expect(invoke('get-catalog-entity', { name: 'a' }, stranger)).rejects.toThrow('400');
    await expect(invoke('register-entity', { locationUrl: 'https://x/y' }, stranger)).rejects.toThrow('403');
    await expect(invoke('validate-entity', { entity: yaml }, stranger)).rejects.toThrow('403');
    const { output } = await invoke('query-catalog-entities', {}, stranger);
    expect(output).toMatchObject({ items: [], totalItems: 0 });
  });
});
