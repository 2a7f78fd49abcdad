import type { MetricsService } from '@portico/backend-plugin-api';
import { expect, it } from 'vitest';
import { plainOutcome } from './testing/plain-outcome.ts';
import { createEngineMeter, measureProcessing } from './measure-processing.ts';
import type { Outcome } from './engine/outcome.ts';
import { component, createEngineWorld } from './testing/engine-world.ts';

type Recorded = [name: string, value: number, attributes: unknown];

function recordMetrics(): { metrics: MetricsService; recorded: Recorded[] } {
  const recorded: Recorded[] = [];
  const instrument = (name: string) => {
    const record = (value: number, attributes?: object): void =>
      void recorded.push([name, value, attributes]);
    return { add: record, record };
  };
  const metrics = { createCounter: instrument, createHistogram: instrument } as unknown as MetricsService;
  return { metrics, recorded };
}

const outcome: Outcome = {
  ...plainOutcome,
  trail: { processors: [['url-reader', 250, ['readLocation']]] },
};
const entity = { apiVersion: 'a/v1', kind: 'Component', metadata: { name: 'a' } };

it('tells how many entities are processed, with what result, and in how many seconds', async () => {
  const { metrics, recorded } = recordMetrics();
  const outcomes = [outcome, { ...outcome, errors: [{ name: 'Error', message: 'no' }] }];
  const process = measureProcessing(
    async () => outcomes.shift() ?? { ...outcome, postponedUntil: 1 },
    metrics,
  );
  for (let turn = 0; turn < 3; turn += 1) await process(entity, null);
  const seconds = expect.any(Number);
  expect(recorded).toEqual([
    ['catalog.processed.entities.count', 1, { result: 'ok' }],
    ['catalog.processing.duration', seconds, { result: 'ok' }],
    ['catalog.processors.duration', 0.25, { processor: 'url-reader' }],
    ['catalog.processed.entities.count', 1, { result: 'errors' }],
    ['catalog.processing.duration', seconds, { result: 'errors' }],
    ['catalog.processors.duration', 0.25, { processor: 'url-reader' }],
  ]);
});

it('tells how many entities are stitched', () => {
  const { metrics, recorded } = recordMetrics();
  const meter = createEngineMeter(metrics);
  meter.batchStitched([], 5);
  meter.batchStitched([2500, 20], 500);
  expect(recorded).toEqual([
    ['catalog.stitched.entities.count', 2, undefined],
    ['catalog.stitching.duration', 0.5, undefined],
    ['catalog.stitching.queue.delay', 2.5, undefined],
    ['catalog.stitching.queue.delay', 0.02, undefined],
  ]);
});

it.each(['SQLITE_FILE', 'POSTGRES'] as const)(
  'tells how long entities waited to be processed and stitched, on %s',
  async database => {
    const { metrics, recorded } = recordMetrics();
    await using world = await createEngineWorld(database, { meter: createEngineMeter(metrics) });
    const secondsOf = (name: string): number[] =>
      recorded.filter(([recordedName]) => recordedName === name).map(([, value]) => value);
    await world.provide([component('a')]);
    expect(secondsOf('catalog.processing.queue.delay')).toEqual([]);
    expect(secondsOf('catalog.stitching.queue.delay').length).toBeGreaterThan(0);
    recorded.length = 0;
    const past = Date.now() - 5_000;
    await world.db.run('insert into catalog_checks (id, due_at) select id, ? from catalog_states', [past]);
    await world.db.run(
      'insert into catalog_stitch_queue (id, cause, queued_at) select id, ?, ? from catalog_states',
      ['test', past],
    );
    await world.engine.check([], { cause: 'test' });
    await world.engine.idle();
    for (const kind of ['processing', 'stitching']) {
      const delays = secondsOf(`catalog.${kind}.queue.delay`);
      expect(delays).toHaveLength(1);
      expect(delays[0]).toBeGreaterThanOrEqual(5);
    }
  },
);
