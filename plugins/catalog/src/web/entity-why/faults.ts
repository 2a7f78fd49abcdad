import type { EntityExplanation } from '@portico/catalog-client';
import type { Entity, ProblemText } from '@portico/catalog-model';
import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@portico/catalog-model';
import type { WordsOfProblem } from '../../react.ts';
import { describePlace, type SourcePlace } from './source-place.ts';

/** Something that is wrong with an entity, in the parts that a screen shows. */
export interface Fault extends WordsOfProblem {
  severity: 'error' | 'warning';
  /** The field, such as `spec.owner`. */
  field?: string;
  place?: SourcePlace;
}

/** All that is wrong, errors first; what is known with its line stands for what says the same without. */
export function toFaults({ problems, errors, fetch }: EntityExplanation): Fault[] {
  const located = problems.map(({ severity, path, source, line, column, ...words }): Fault => {
    const from = source ?? (line === undefined ? undefined : fetch?.location);
    return {
      severity,
      ...wordsOf(words),
      ...(path !== '' && { field: path }),
      ...(from !== undefined && { place: describePlace(from, { line, column }) }),
    };
  });
  const others = errors.map((error): Fault => ({ severity: 'error', ...wordsOf(error) }));
  const failed = fetch?.outcome === 'failed' ? fetch.error : undefined;
  // What is wrong with the file itself is told line by line.
  const isTold =
    failed === undefined ||
    others.some(other => other.message.includes(failed.message)) ||
    problems.some(problem => problem.source === fetch?.location && failed.message.includes(problem.message));
  if (fetch && !isTold) {
    others.push({ severity: 'error', ...wordsOf(failed), place: describePlace(fetch.location) });
  }
  const isError = (fault: Fault): number => (fault.severity === 'error' ? 0 : 1);
  return [...located, ...others].toSorted((a, b) => isError(a) - isError(b));
}

interface Told {
  message: string;
  hint?: string | undefined;
  text?: unknown;
  hintText?: unknown;
}

/** Errors carry the code of what they say as any other field. */
function wordsOf({ message, hint, text, hintText }: Told): WordsOfProblem {
  return {
    message,
    ...(hint !== undefined && { hint }),
    ...(isText(text) && { text }),
    ...(isText(hintText) && { hintText }),
  };
}

function isText(value: unknown): value is ProblemText {
  return typeof value === 'object' && value !== null && 'code' in value;
}

/** What the entity itself says of its processing, until the explanation is there. */
export function faultsOfEntity(entity: Entity): Fault[] {
  return (entity.status?.items ?? [])
    .filter(({ type, level }) => type === ENTITY_STATUS_CATALOG_PROCESSING_TYPE && level !== 'info')
    .map(({ level, message }) => ({ severity: level === 'error' ? 'error' : 'warning', message }));
}
