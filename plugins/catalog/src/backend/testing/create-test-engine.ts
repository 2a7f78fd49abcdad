import type { LoggerService, StatementRunner } from '@portico/backend-plugin-api';
import { type CatalogModel, createCatalogModel } from '@portico/catalog-model';
import type { CatalogProcessor, LocationSpec } from '../../node/processing.ts';
import type { CatalogEvents } from '../engine/catalog-events.ts';
import { type CatalogEngine, createCatalogEngine } from '../engine/create-engine.ts';
import type { EngineMeter } from '../engine/engine-meter.ts';
import { createEntityProcessing } from '../engine/process-entity.ts';
import type { RuleCheck } from '../engine/result-collector.ts';
import { createBuiltinKindsProcessor } from '../processors/builtin-kinds.ts';

/** What a test engine is made of. */
export interface TestEngineOptions {
  processors?: CatalogProcessor[];
  checkRules?: RuleCheck;
  guard?: { share: number; allowance: number };
  events?: CatalogEvents;
  now?: () => number;
  meter?: EngineMeter;
  logger?: LoggerService;
}

/** A logger that says nothing. */
export const silentLogger: LoggerService = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silentLogger,
};

/** An engine with the processor of the built-in kinds, and those given. It reads nothing from outside. */
export function createTestEngine(db: StatementRunner, options: TestEngineOptions = {}): CatalogEngine {
  const model: CatalogModel = createCatalogModel();
  const { processors = [], checkRules = () => undefined } = options;
  const isForeign = processors.some(
    processor => processor.preProcessEntity ?? processor.validateEntityKind ?? processor.postProcessEntity,
  );
  return createCatalogEngine({
    db,
    model,
    process: createEntityProcessing({
      processors: [createBuiltinKindsProcessor(model), ...processors],
      model,
      checkRules,
      parser: () => {
        throw new Error('There is nothing to parse here');
      },
      allowedLocationTypes: ['url'],
      resolveTarget: (_base: LocationSpec, _type, target) => target,
      warn: () => undefined,
    }),
    isQuick: entity => entity.kind !== 'Location' && !isForeign,
    checks: {
      intervalMs: 100_000,
      foreignProcessors: new Set(processors.map(processor => processor.getProcessorName())),
      random: () => 0,
    },
    guard: options.guard ?? { share: 1, allowance: 0 },
    events: options.events ?? { failed: () => undefined, conflicted: () => undefined },
    logger: options.logger ?? silentLogger,
    ...(options.now && { now: options.now }),
    ...(options.meter && { meter: options.meter }),
  });
}
