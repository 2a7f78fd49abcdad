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
  /** By the name of the processor. */
  spent: Map<string, { ms: number; stages: ProcessingStage[] }>;
  reads: ReadTrace[];
}

/** The steps of processing in which a processor may take part. */
export type ProcessingStage = 'preProcess' | 'validate' | 'read' | 'postProcess';

/** Calls a step of a processor, and notes it with its time if it had an effect. */
export async function track<T>(
  run: ProcessingRun,
  step: { name: string; stage: ProcessingStage; hasEffect(result: T): boolean; call(): Promise<T> },
): Promise<T> {
  const emitted = run.results.count;
  const start = performance.now();
  const result = await step.call();
  if (step.hasEffect(result) || run.results.count > emitted) {
    const entry = run.spent.get(step.name) ?? { ms: 0, stages: [] };
    entry.ms += performance.now() - start;
    if (!entry.stages.includes(step.stage)) entry.stages.push(step.stage);
    run.spent.set(step.name, entry);
  }
  return result;
}
