import type { MetricsService } from '@portico/backend-plugin-api';
import { expect, it } from 'vitest';
import { measureProcessing, measureStitching } from './measure-processing.ts';
import type { Outcome } from './engine/outcome.ts';

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
  relations: [],
  children: [],
  refreshKeys: [],
  errors: [],
  refusals: [],
  cache: null,
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
  const onStitched = measureStitching(metrics);
  onStitched(0, 5);
  onStitched(3, 500);
  expect(recorded).toEqual([
    ['catalog.stitched.entities.count', 3, undefined],
    ['catalog.stitching.duration', 0.5, undefined],
  ]);
});
