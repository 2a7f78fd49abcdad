import { parseEntityRef, type EntityRefParts } from '@portico/catalog-model/refs';
import { createRouteRef } from '@portico/frontend-plugin-api';
import { DEFAULT_NAMESPACE, type Entity } from '@portico/catalog-model';

/** The list of entities. */
export const catalogIndexRouteRef = createRouteRef();

/** The page of an entity; {@link entityRouteParams} gives its parameters. */
export const entityRouteRef = createRouteRef({ params: ['namespace', 'kind', 'name'] });

/** The parameters that lead to the page of an entity, from the entity or its ref. */
export function entityRouteParams(entity: Entity | EntityRefParts | string): {
  kind: string;
  namespace: string;
  name: string;
} {
  if (typeof entity !== 'string' && 'metadata' in entity) {
    const { namespace = DEFAULT_NAMESPACE, name } = entity.metadata;
    return { kind: entity.kind.toLowerCase(), namespace: namespace.toLowerCase(), name };
  }
  const { kind, namespace, name } = parseEntityRef(entity);
  return { kind: kind.toLowerCase(), namespace: namespace.toLowerCase(), name };
}
