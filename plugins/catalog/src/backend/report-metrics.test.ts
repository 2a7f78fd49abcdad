import type { MetricsService, ObserveCallback } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { openStoredCatalog } from './query/testing/stored-catalog.ts';
import { reportCatalogMetrics } from './report-metrics.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('metrics on %s', id => {
  it('tell how many entities, locations and relations there are', async () => {
    await using database = await createTestDatabases().init(id);
    const catalog = await openStoredCatalog(database.knex);
    const entity = (kind: string, name: string) => ({ apiVersion: 'a/v1', kind, metadata: { name } });
    const relations = [{ type: 'ownedBy', targetRef: 'group:default/g' }];
    await catalog.put([
      entity('API', 'a'),
      { ...entity('Component', 'b'), relations },
      entity('Component', 'c'),
    ]);
    const callbacks = new Map<string, ObserveCallback>();
    const createObservableGauge = (name: string) => ({
      addCallback: (callback: ObserveCallback) => void callbacks.set(name, callback),
    });
    reportCatalogMetrics({ createObservableGauge } as unknown as MetricsService, catalog.db);
    const observed: Record<string, unknown[]> = {};
    for (const [name, callback] of callbacks) {
      const list: unknown[] = (observed[name] = []);
      await callback({ observe: (value, attributes) => void list.push([value, attributes]) });
    }
    expect(observed['catalog_entities_count']?.length).toBe(2);
    expect(observed).toEqual({
      catalog_entities_count: expect.arrayContaining([
        [1, { kind: 'api' }],
        [2, { kind: 'component' }],
      ]),
      catalog_registered_locations_count: [[0, {}]],
      'catalog.stitching.queue.length': [[0, {}]],
      catalog_relations_count: [[1, { type: 'ownedBy' }]],
    });
  });
});
