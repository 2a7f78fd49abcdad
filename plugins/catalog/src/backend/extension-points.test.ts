import {
  createBackendModule,
  eventsServiceRef,
  type EventParams,
  type EventsService,
} from '@portico/backend-plugin-api';
import { mockCredentials, startTestBackend } from '@portico/backend-test-utils';
import { expect, it, vi } from 'vitest';
import {
  catalogAnalysisExtensionPoint,
  type CatalogAnalysisExtensionPoint,
  catalogLocationsExtensionPoint,
  type CatalogLocationsExtensionPoint,
  catalogModelExtensionPoint,
  type CatalogModelExtensionPoint,
  catalogProcessingExtensionPoint,
  type CatalogProcessingExtensionPoint,
} from '../node/extension-points.ts';
import { processingResult } from '../node/processing-result.ts';
import type { EntityProvider, EntityProviderConnection } from '../node/providers.ts';
import { component } from './testing/engine-world.ts';

interface Slots {
  processing: CatalogProcessingExtensionPoint;
  analysis: CatalogAnalysisExtensionPoint;
  model: CatalogModelExtensionPoint;
  locations: CatalogLocationsExtensionPoint;
  events: EventsService;
}

/** A backend whose catalog has a module with the id `test`. */
async function startWith(fill: (slots: Slots) => Promise<void> | void, startup = {}) {
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test',
    register(env) {
      const deps = {
        processing: catalogProcessingExtensionPoint,
        analysis: catalogAnalysisExtensionPoint,
        model: catalogModelExtensionPoint,
        locations: catalogLocationsExtensionPoint,
        events: eventsServiceRef,
      };
      env.registerInit({ deps, init: async slots => fill(slots) });
    },
  });
  const backend = await startTestBackend({
    features: [import('./index.ts'), module],
    config: { backend: { startup } },
  });
  const headers = { authorization: mockCredentials.service.header(), 'content-type': 'application/json' };
  return {
    async send(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(`${backend.url}/api/catalog${path}`, { headers, ...init });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  };
}

function provider(name: string, onConnect: (connection: EntityProviderConnection) => void): EntityProvider {
  return { getProviderName: () => name, connect: async connection => onConnect(connection) };
}

it('modules say what is valid, how files are read, which locations there are, and who analyzes them', async () => {
  let connection: EntityProviderConnection | undefined;
  await using portal = await startWith(({ processing, analysis, model, locations }) => {
    processing.addEntityProvider(provider('test', given => (connection = given)));
    processing.addProcessor({
      getProcessorName: () => 'shelf',
      async readLocation(location, _optional, emit, parser) {
        if (location.type !== 'shelf') return false;
        for await (const result of parser({ data: Buffer.from('one two'), location })) emit(result);
        return true;
      },
    });
    model.setFieldValidators({ isValidTag: value => /^[A-Z]+$/.test(String(value)) });
    model.setEntityDataParser(async function* ({ data, location }) {
      for (const name of data.toString('utf8').split(' '))
        yield processingResult.entity(location, component(name));
    });
    locations.setAllowedLocationTypes(['shelf']);
    analysis.setLocationAnalyzer(async ({ scmLocationAnalyzers }) => ({
      locationAnalyzer: {
        analyzeLocation: async ({ location }) => ({
          existingEntityFiles: [],
          generateEntities: [
            { entity: { kind: `${location.type}-${scmLocationAnalyzers.length}` }, fields: [] },
          ],
        }),
      },
    }));
    analysis.addScmLocationAnalyzer({ supports: () => true, analyze: async () => ({ existing: [] }) });
    expect(() => analysis.setLocationAnalyzer(async () => Promise.reject(new Error()))).toThrow('set twice');
    expect(() => model.setEntityDataParser(async function* () {})).toThrow('set twice');
  });
  const tagged = (name: string, tag: string) => {
    const entity = component(name);
    return { entity: { ...entity, metadata: { ...entity.metadata, tags: [tag] } } };
  };
  await connection?.applyMutation({
    type: 'full',
    entities: [tagged('upper', 'ABC'), tagged('lower', 'abc')],
  });
  await portal.send('/locations', { type: 'shelf', target: 'top' });
  expect((await portal.send('/locations', { type: 'url', target: 'https://host.example/a' })).status).toBe(
    400,
  );
  await vi.waitFor(async () => {
    const { body } = await portal.send('/entities?filter=kind=component&fields=metadata.name');
    const names = (body as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);
    expect(names.toSorted()).toEqual(['one', 'two', 'upper']);
  });
  const location = { type: 'url', target: 'https://host.example/a' };
  expect((await portal.send('/analyze-location', { location })).body).toEqual({
    existingEntityFiles: [],
    generateEntities: [{ entity: { kind: 'url-1' }, fields: [] }],
  });
});

it('modules and other plugins hear of faults and of conflicts', async () => {
  const connections: EntityProviderConnection[] = [];
  const handled: unknown[] = [];
  const published: EventParams[] = [];
  await using portal = await startWith(async ({ processing, events }) => {
    processing.addEntityProvider(
      ['one', 'two', 'one'].map(name => provider(name, given => connections.push(given))),
    );
    processing.setOnProcessingErrorHandler(async ({ unprocessedEntity, errors }) => {
      handled.push([unprocessedEntity.metadata.name, errors.every(error => error instanceof Error)]);
      throw new Error('a handler that fails keeps nobody else from hearing');
    });
    await events.subscribe({
      id: 'test',
      topics: ['experimental.catalog.errors', 'experimental.catalog.conflict'],
      onEvent: async event => void published.push(event),
    });
  });
  void portal;
  expect(connections).toHaveLength(2);
  const broken = component('broken', { owner: 7 });
  const [one, two] = connections;
  await one?.applyMutation({
    type: 'full',
    entities: [{ entity: broken }, { entity: component('a'), locationKey: 'first' }],
  });
  await two?.applyMutation({ type: 'full', entities: [{ entity: component('a'), locationKey: 'second' }] });
  await vi.waitFor(() => {
    expect(handled).toEqual([['broken', true]]);
    expect(published).toHaveLength(2);
  });
  const payloadOf = (topic: string) => published.find(event => event.topic.endsWith(topic))?.eventPayload;
  expect(payloadOf('errors')).toEqual({
    entity: 'component:default/broken',
    location: 'url:https://host.example/catalog-info.yaml',
    errors: [expect.objectContaining({ name: 'InputError', message: expect.stringContaining('owner') })],
  });
  expect(payloadOf('conflict')).toEqual({
    unprocessedEntity: component('a'),
    entityRef: 'component:default/a',
    newLocationKey: 'second',
    existingLocationKey: 'first',
    lastConflictAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

it('a provider that cannot be connected is the failure of its module', async () => {
  const fill = ({ processing }: Slots) => {
    processing.addEntityProvider({
      getProviderName: () => 'broken',
      connect: () => Promise.reject(new Error('no network')),
    });
    processing.addEntityProvider({
      getProviderName: () => 'good',
      connect: connection =>
        connection.applyMutation({ type: 'full', entities: [{ entity: component('good') }] }),
    });
  };
  await expect(startWith(fill)).rejects.toThrow(
    /'?test'?[\s\S]*Provider 'broken' could not be connected: no network/,
  );
  await using portal = await startWith(fill, { default: { onPluginModuleBootFailure: 'continue' } });
  expect((await portal.send('/entities/by-name/component/default/good')).status).toBe(200);
});
