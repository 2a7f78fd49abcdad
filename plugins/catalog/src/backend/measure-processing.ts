import type { MetricsService } from '@portico/backend-plugin-api';
import type { EntityProcessing } from './engine/process-entity.ts';

const millisecondsPerSecond = 1_000;

/**
 * Counts the entities that are processed, and how long that takes, in seconds:
 * `catalog.processed.entities.count` and `catalog.processing.duration` by
 * `result` (`ok`, or `errors`), and `catalog.processors.duration` by `processor`
 * for those that had an effect. What has to wait for its turn is not counted.
 */
export function measureProcessing(process: EntityProcessing, metrics: MetricsService): EntityProcessing {
  const processed = metrics.createCounter('catalog.processed.entities.count', {
    description: 'Entities that were processed',
  });
  const duration = metrics.createHistogram('catalog.processing.duration', {
    description: 'Time to process an entity',
    unit: 's',
  });
  const processors = metrics.createHistogram('catalog.processors.duration', {
    description: 'Time that a processor took for an entity',
    unit: 's',
  });
  return async (entity, cache) => {
    const started = performance.now();
    const outcome = await process(entity, cache);
    if (outcome.postponedUntil !== undefined) return outcome;
    const result = outcome.errors.length > 0 ? 'errors' : 'ok';
    processed.add(1, { result });
    duration.record((performance.now() - started) / millisecondsPerSecond, { result });
    for (const [processor, ms] of outcome.trail.processors) {
      processors.record(ms / millisecondsPerSecond, { processor });
    }
    return outcome;
  };
}

/**
 * Counts what is stitched: `catalog.stitched.entities.count`, and for each batch
 * `catalog.stitching.duration`, in seconds.
 */
export function measureStitching(metrics: MetricsService): (count: number, ms: number) => void {
  const stitched = metrics.createCounter('catalog.stitched.entities.count', {
    description: 'Entities whose served form was made',
  });
  const duration = metrics.createHistogram('catalog.stitching.duration', {
    description: 'Time to stitch a batch of entities',
    unit: 's',
  });
  return (count, ms) => {
    if (count === 0) return;
    stitched.add(count);
    duration.record(ms / millisecondsPerSecond);
  };
}
