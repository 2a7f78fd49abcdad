import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  type EntityProblem,
  EntityValidationError,
  parseLocationRef,
  problemText,
  stringifyEntityRef,
  writeProblemText,
} from '@portico/catalog-model';
import { ConflictError, InputError, serializeError } from '@portico/errors';
import type { CatalogProcessor, LocationSpec } from '../../node/processing.ts';
import { postponedUntil } from '../reading/postponed-error.ts';
import { createKeyCaseCheck } from './check-key-case.ts';
import type { Outcome } from './outcome.ts';
import { type ProcessingOptions, type ProcessingRun, track } from './processing-run.ts';
import { openProcessorCaches } from './processor-cache.ts';
import { readLocationTargets } from './read-location-targets.ts';
import { createResultCollector } from './result-collector.ts';

/** Processes an entity; `cache` is what the last run gave. Never rejects. */
export type EntityProcessing = (entity: Entity, cache: string | null) => Promise<Outcome>;

/** Makes the steps that every entity goes through: enrich, check, read, complete. */
export function createEntityProcessing(options: ProcessingOptions): EntityProcessing {
  const steps: Steps = { ...options, checkKeyCase: createKeyCaseCheck() };
  return async (entity, cache) => {
    const run: ProcessingTools = {
      results: createResultCollector({ ...options, parent: entity }),
      caches: openProcessorCaches(cache),
      spent: new Map(),
      reads: [],
    };
    try {
      const processed = await runSteps(steps, entity, { ...run, ...locationsOf(entity) });
      return toOutcome(run, { processed });
    } catch (error) {
      run.results.errors.push(serializeError(error));
      return toOutcome(run, { until: postponedUntil(error) });
    }
  };
}

type ProcessingTools = Omit<ProcessingRun, 'location' | 'origin'>;

type Steps = ProcessingOptions & { checkKeyCase(entity: Entity): EntityProblem[] };

function toOutcome(run: ProcessingTools, end: { processed?: Entity; until?: number | undefined }): Outcome {
  const { relations, children, refreshKeys, errors, refusals, problems } = run.results;
  const failed = errors.length > 0;
  return {
    ...(end.processed && !failed && { processed: JSON.stringify(end.processed) }),
    ...(end.until !== undefined && { postponedUntil: end.until }),
    relations,
    children,
    refreshKeys,
    errors,
    refusals,
    cache: run.caches.toJson({ failed }),
    trail: {
      processors: [...run.spent].map(([name, { ms, stages }]) => [name, round(ms), stages]),
      ...(run.reads.length > 0 && { reads: run.reads }),
      ...(problems.size > 0 && { problems: Object.fromEntries(problems) }),
    },
  };
}

async function runSteps(options: Steps, input: Entity, run: ProcessingRun): Promise<Entity> {
  const { processors, model } = options;
  const { location, origin, results, caches } = run;
  let entity = input;
  for (const processor of processors) {
    if (!processor.preProcessEntity) continue;
    const name = processor.getProcessorName();
    const before = entity;
    entity = await track(run, {
      name,
      stage: 'preProcess',
      hasEffect: next => next !== before,
      call: () =>
        call(processor, 'preProcessEntity', before, location, results.emit, origin, caches.of(name)),
    });
  }
  entity = model.normalize(entity);
  const problems = model.checkPolicies(entity).concat(options.checkKeyCase(entity));
  if (problems.length > 0) throw new EntityValidationError(stringifyEntityRef(entity), problems);
  if (stringifyEntityRef(entity) !== stringifyEntityRef(input)) {
    throw new ConflictError('Fatal: The entity kind, namespace, or name changed during processing');
  }
  await checkKind(processors, entity, run);
  if (entity.kind === 'Location') await readLocationTargets(options, entity, run);
  for (const processor of processors) {
    if (!processor.postProcessEntity) continue;
    const name = processor.getProcessorName();
    const before = entity;
    entity = await track(run, {
      name,
      stage: 'postProcess',
      hasEffect: next => next !== before,
      call: () => call(processor, 'postProcessEntity', before, location, results.emit, caches.of(name)),
    });
  }
  return entity;
}

async function checkKind(
  processors: readonly CatalogProcessor[],
  entity: Entity,
  run: ProcessingRun,
): Promise<void> {
  let recognized = false;
  for (const processor of processors) {
    if (!processor.validateEntityKind) continue;
    const known = await track(run, {
      name: processor.getProcessorName(),
      stage: 'validate',
      hasEffect: isKnown => isKnown,
      call: () => call(processor, 'validateEntityKind', entity),
    });
    recognized ||= known;
  }
  if (recognized) return;
  const text = problemText('noProcessor', { ref: stringifyEntityRef(entity) });
  throw Object.assign(new InputError(writeProblemText(text)), { text });
}

type Step = 'preProcessEntity' | 'postProcessEntity' | 'validateEntityKind';

// A fault names the processor, as the reader of a status message cannot know who ran.
async function call<TStep extends Step>(
  processor: CatalogProcessor,
  step: TStep,
  ...args: Parameters<NonNullable<CatalogProcessor[TStep]>>
): Promise<Awaited<ReturnType<NonNullable<CatalogProcessor[TStep]>>>> {
  const method = processor[step] as unknown as (...input: unknown[]) => Promise<never>;
  try {
    return await method.apply(processor, args);
  } catch (error) {
    throw new InputError(
      `Processor ${processor.getProcessorName()} threw an error while ${doing[step]}; caused by ${String(error)}`,
      error,
    );
  }
}

const doing: Readonly<Record<Step, string>> = {
  preProcessEntity: 'preprocessing',
  postProcessEntity: 'postprocessing',
  validateEntityKind: 'validating the entity',
};

// The envelope was checked when the entity was given to the catalog.
function locationsOf(entity: Entity): { location: LocationSpec; origin: LocationSpec } {
  return {
    location: locationIn(entity, ANNOTATION_LOCATION),
    origin: locationIn(entity, ANNOTATION_ORIGIN_LOCATION),
  };
}

function locationIn(entity: Entity, annotation: string): LocationSpec {
  const ref: unknown = entity.metadata.annotations?.[annotation];
  if (typeof ref === 'string' && ref) return parseLocationRef(ref);
  throw new InputError(
    `The entity ${stringifyEntityRef(entity)} has no annotation ${annotation}. Its provider must set it to a location ref`,
  );
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
