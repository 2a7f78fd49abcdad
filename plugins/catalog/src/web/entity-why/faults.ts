import type { EntityExplanation } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { ENTITY_STATUS_CATALOG_PROCESSING_TYPE } from '@portico/catalog-model';
import { describePlace, type SourcePlace } from './source-place.ts';

/** Something that is wrong with an entity, in the parts that a screen shows. */
export interface Fault {
  severity: 'error' | 'warning';
  message: string;
  /** What to do about it. */
  hint?: string;
  /** The field, such as `spec.owner`. */
  field?: string;
  place?: SourcePlace;
}

/** All that is wrong, errors first; what is known with its line stands for what says the same without. */
export function toFaults({ problems, errors, fetch }: EntityExplanation): Fault[] {
  const located = problems.map(({ severity, message, hint, path, source, line, column }): Fault => {
    const from = source ?? (line === undefined ? undefined : fetch?.location);
    return {
      severity,
      message,
      ...(hint !== undefined && { hint }),
      ...(path !== '' && { field: path }),
      ...(from !== undefined && { place: describePlace(from, { line, column }) }),
    };
  });
  const others = errors.map(({ message }): Fault => ({ severity: 'error', message }));
  const failed = fetch?.outcome === 'failed' ? fetch.error?.message : undefined;
  // What is wrong with the file itself is told line by line.
  const isTold =
    failed === undefined ||
    others.some(other => other.message.includes(failed)) ||
    problems.some(problem => problem.source === fetch?.location && failed.includes(problem.message));
  if (fetch && !isTold) {
    others.push({ severity: 'error', message: failed, place: describePlace(fetch.location) });
  }
  const isError = (fault: Fault): number => (fault.severity === 'error' ? 0 : 1);
  return [...located, ...others].toSorted((a, b) => isError(a) - isError(b));
}

/** What the entity itself says of its processing, until the explanation is there. */
export function faultsOfEntity(entity: Entity): Fault[] {
  return (entity.status?.items ?? [])
    .filter(({ type, level }) => type === ENTITY_STATUS_CATALOG_PROCESSING_TYPE && level !== 'info')
    .map(({ level, message }) => ({ severity: level === 'error' ? 'error' : 'warning', message }));
}
