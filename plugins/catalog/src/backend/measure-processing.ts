import type { MetricsService } from '@portico/backend-plugin-api';
import type { EngineMeter } from './engine/engine-meter.ts';
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
 * Measures, in seconds, how long entities wait for their turn:
 * `catalog.processing.queue.delay` from when one is due until it is processed,
 * and `catalog.stitching.queue.delay` until its served form is made. What a
 * mutation processes at once does not wait. Counts what is stitched:
 * `catalog.stitched.entities.count`, and for each batch `catalog.stitching.duration`.
 */
export function createEngineMeter(metrics: MetricsService): EngineMeter {
  const processingDelay = metrics.createHistogram('catalog.processing.queue.delay', {
    description: 'Time from when an entity is to be processed until it is',
    unit: 's',
  });
  const stitchingDelay = metrics.createHistogram('catalog.stitching.queue.delay', {
    description: 'Time from when an entity is to be stitched until its batch is',
    unit: 's',
  });
  const stitched = metrics.createCounter('catalog.stitched.entities.count', {
    description: 'Entities whose served form was made',
  });
  const duration = metrics.createHistogram('catalog.stitching.duration', {
    description: 'Time to stitch a batch of entities',
    unit: 's',
  });
  return {
    checkBegan: waitedMs => processingDelay.record(waitedMs / millisecondsPerSecond),
    batchStitched(waitedMs, ms) {
      if (waitedMs.length === 0) return;
      stitched.add(waitedMs.length);
      duration.record(ms / millisecondsPerSecond);
      for (const waited of waitedMs) stitchingDelay.record(Math.max(0, waited) / millisecondsPerSecond);
    },
  };
}
