import type { CompoundEntityRef } from '@portico/catalog-model';
import { parseEntityRef } from '@portico/catalog-model/refs';
import { InputError } from '@portico/errors';

/**
 * Encodes a value as one segment of a path.
 *
 * @throws InputError for `.` and `..`, which would lead to another path however they are written.
 */
export function pathSegment(value: string): string {
  if (/^\.{1,2}$/.test(value))
    throw new InputError(`'${value}' cannot be part of an address. Use a name or id`);
  return encodeURIComponent(value);
}

/** The path of an entity below the catalog's base URL. */
export function entityPath(entityRef: string | CompoundEntityRef, below = '/entities/by-name'): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [below, ...[kind, namespace, name].map(pathSegment)].join('/');
}
