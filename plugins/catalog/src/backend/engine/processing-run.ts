import type { CatalogModel } from '@portico/catalog-model';
import type { CatalogProcessor, CatalogProcessorParser, LocationSpec } from '../../node/processing.ts';
import type { ReadTrace } from './outcome.ts';
import type { ProcessorCaches } from './processor-cache.ts';
import type { ResultCollector, RuleCheck } from './result-collector.ts';

/** What processing is made of. */
export interface ProcessingOptions {
  /** In the order in which they run. */
  processors: readonly CatalogProcessor[];
  model: CatalogModel;
  checkRules: RuleCheck;
  parser: CatalogProcessorParser;
  /** Location types that a Location entity may turn to. */
  allowedLocationTypes: readonly string[];
  /** Makes a target absolute. */
  resolveTarget(base: LocationSpec, type: string, target: string): string;
  warn(message: string): void;
}

/** One entity on its way through the processors. */
export interface ProcessingRun {
  location: LocationSpec;
  origin: LocationSpec;
  results: ResultCollector;
  caches: ProcessorCaches;
  /** Milliseconds by the name of the processor. */
  spent: Map<string, number>;
  reads: ReadTrace[];
}

/** Calls a step of a processor and notes its time if it had an effect. */
export async function track<T>(
  run: ProcessingRun,
  name: string,
  hasEffect: (result: T) => boolean,
  step: () => Promise<T>,
): Promise<T> {
  const emitted = run.results.count;
  const start = performance.now();
  const result = await step();
  if (hasEffect(result) || run.results.count > emitted) {
    run.spent.set(name, (run.spent.get(name) ?? 0) + performance.now() - start);
  }
  return result;
}
