import {
  type Entity,
  legacyLocationTypes,
  problemText,
  type ProblemText,
  stringifyLocationRef,
} from '@portico/catalog-model';
import { InputError, type SerializedError } from '@portico/errors';
import type { LocationSpec } from '../../node/processing.ts';
import { processingResult } from '../../node/processing-result.ts';
import { type ProcessingOptions, type ProcessingRun, track } from './processing-run.ts';

/** Has every target of a Location entity read by the first processor that knows its type. */
export async function readLocationTargets(
  options: ProcessingOptions,
  entity: Entity,
  run: ProcessingRun,
): Promise<void> {
  const spec = entity.spec ?? {};
  const type = typeof spec['type'] === 'string' ? spec['type'] : run.location.type;
  if (type !== run.location.type && !options.allowedLocationTypes.includes(type)) {
    const allowed = options.allowedLocationTypes.join(', ');
    run.results.emit(
      processingResult.inputError(
        run.location,
        `Registered locations must be of an allowed type [${allowed}], not '${type}'`,
      ),
    );
    return;
  }
  if (type === 'file' && run.location.target.endsWith('/')) {
    // Only config locations are of this type, and they name a file.
    run.results.emit(
      processingResult.inputError(
        run.location,
        `LocationEntity target '${run.location.target}' is a folder; name a file`,
      ),
    );
    return;
  }
  const presence = spec['presence'] === 'optional' ? 'optional' : 'required';
  for (const target of targetsOf(spec)) {
    const resolved = options.resolveTarget(run.location, type, target);
    await readTarget(options, { type, target: resolved, presence }, run);
  }
}

async function readTarget(
  options: ProcessingOptions,
  location: LocationSpec,
  run: ProcessingRun,
): Promise<void> {
  const { emit, errors } = run.results;
  const before = errors.length;
  for (const processor of options.processors) {
    if (!processor.readLocation) continue;
    const name = processor.getProcessorName();
    const known = await track(run, {
      name,
      stage: 'read',
      hasEffect: isKnown => isKnown,
      call: () => readWith(processor, location, options, run),
    });
    if (!known) continue;
    const failure = errors[before];
    run.reads.push({
      target: stringifyLocationRef(location),
      status: failure ? 'failed' : 'read',
      ...(failure && { error: toShortError(failure) }),
    });
    return;
  }
  emit(processingResult.inputError(location, describeUnread(location)));
}

function describeUnread({ type, target }: LocationSpec): ProblemText {
  const today = Object.hasOwn(legacyLocationTypes, type) ? legacyLocationTypes[type] : undefined;
  const remedy = today ? problemText('remedy.useType', { type: today }) : problemText('remedy.correctType');
  return problemText('noReader', { location: `${type}:${target}`, type, remedy });
}

async function readWith(
  processor: ProcessingOptions['processors'][number],
  location: LocationSpec,
  options: ProcessingOptions,
  run: ProcessingRun,
): Promise<boolean> {
  const name = processor.getProcessorName();
  try {
    const known = await processor.readLocation?.(
      location,
      location.presence === 'optional',
      run.results.emit,
      options.parser,
      run.caches.of(name, location.target),
    );
    return known ?? false;
  } catch (error) {
    throw new InputError(
      `Processor ${name} threw an error while reading ${location.type}:${location.target}; caused by ${String(error)}`,
      error,
    );
  }
}

function toShortError({ name, message, text }: SerializedError): SerializedError {
  return { name, message, ...(text !== undefined && { text }) };
}

function targetsOf(spec: NonNullable<Entity['spec']>): string[] {
  const { target, targets } = spec;
  return [target, ...(Array.isArray(targets) ? targets : [])].filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}
