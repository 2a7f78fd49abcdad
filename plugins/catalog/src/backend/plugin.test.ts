import { fileURLToPath } from 'node:url';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
  createStatementRunner,
  metricsServiceRef,
  type MetricsService,
  type StatementRunner,
} from '@portico/backend-plugin-api';
import { startTestBackend } from '@portico/backend-test-utils';
import { expect, it, vi } from 'vitest';
import { catalogProcessingExtensionPoint } from '../node/extension-points.ts';
import { type CatalogScmEventsService, catalogScmEventsServiceRef } from '../node/scm-events.ts';
import { component } from './testing/engine-world.ts';

const examples = fileURLToPath(new URL('../../../../examples/catalog-info.yaml', import.meta.url));

it('starts with the examples, and with a provider of a module', async () => {
  let db: StatementRunner | undefined;
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test',
    register(env) {
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint, database: coreServices.database },
        async init({ processing, database }) {
          db = createStatementRunner(await database.getClient());
          processing.addEntityProvider({
            getProviderName: () => 'test',
            connect: connection =>
              connection.applyMutation({ type: 'full', entities: [{ entity: component('provided') }] }),
          });
        },
      });
    },
  });
  const kinds = ['Group', 'User', 'Domain', 'System', 'Component', 'Resource', 'API', 'Template', 'Location'];
  const measured = new Set<string>();
  const instrument = (name: string) => {
    const record = (): unknown => measured.add(name);
    return { add: record, record, addCallback: record };
  };
  const metrics = createServiceFactory({
    service: metricsServiceRef,
    deps: {},
    factory: () =>
      ({
        createCounter: instrument,
        createHistogram: instrument,
        createObservableGauge: instrument,
      }) as unknown as MetricsService,
  });
  await using backend = await startTestBackend({
    features: [import('./index.ts'), module, metrics],
    config: { catalog: { locations: [{ type: 'file', target: examples, rules: [{ allow: kinds }] }] } },
  });
  void backend;
  await vi.waitFor(async () => {
    const rows = await db?.all<{ kind: string; n: number }>(
      'select k.kind, count(*) as n from catalog_entities e join catalog_kinds k on k.id = e.kind_id group by k.kind',
    );
    const counts = new Map(rows?.map(({ kind, n }) => [kind, n]));
    for (const kind of kinds) expect([kind, counts.get(kind.toLowerCase()) ?? 0]).not.toEqual([kind, 0]);
  });
  const faults = await db?.all(
    'select r.ref, s.errors from catalog_states s join catalog_refs r on r.id = s.id where s.errors is not null',
  );
  expect(faults).toEqual([]);
  await expect
    .poll(() => [...measured])
    .toEqual(
      expect.arrayContaining([
        'catalog.processing.duration',
        'catalog.processing.queue.delay',
        'catalog.stitched.entities.count',
        'catalog.stitching.queue.delay',
      ]),
    );
});

it('hears of the events of source hosts from any plugin, and counts them', async () => {
  const counted: unknown[] = [];
  const instrument = (name: string) => ({
    add: (value: number, attributes?: object) => void counted.push([name, value, attributes]),
    record: () => undefined,
    addCallback: () => undefined,
  });
  const metrics = createServiceFactory({
    service: metricsServiceRef,
    deps: {},
    factory: () =>
      ({
        createCounter: instrument,
        createHistogram: instrument,
        createObservableGauge: instrument,
      }) as unknown as MetricsService,
  });
  let service: CatalogScmEventsService | undefined;
  const other = createBackendPlugin({
    pluginId: 'webhooks',
    register(env) {
      env.registerInit({
        deps: { events: catalogScmEventsServiceRef },
        init: async ({ events }) => void (service = events),
      });
    },
  });
  await using backend = await startTestBackend({ features: [import('./index.ts'), other, metrics] });
  void backend;
  await service?.publish([{ type: 'repository.created', url: 'https://host.example/a' }]);
  service?.markEventActionTaken({ action: 'create' });
  expect(counted).toEqual([
    ['catalog.events.scm.messages', 1, { eventType: 'repository' }],
    ['catalog.events.scm.actions', 1, { action: 'create' }],
  ]);
});
