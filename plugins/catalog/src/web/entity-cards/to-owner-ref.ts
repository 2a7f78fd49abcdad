import type { Entity } from '@portico/catalog-model';
import { isEntityRef } from '@portico/catalog-model/refs';
import { toEntityRef } from '../../react/entity-names.ts';

/** The full ref behind `spec.owner`: a group in the namespace of the entity unless it says otherwise; `undefined` for what is no ref. */
export function toOwnerRef(owner: string, { metadata }: Entity): string | undefined {
  const defaults = { defaultKind: 'group', defaultNamespace: metadata.namespace };
  return isEntityRef(owner, defaults) ? toEntityRef(owner, defaults) : undefined;
}
