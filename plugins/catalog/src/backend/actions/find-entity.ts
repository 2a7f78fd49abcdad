import type { Credentials } from '@portico/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { ConflictError, InputError } from '@portico/errors';
import type { CatalogService } from '../../node/catalog-service.ts';

/** An entity as people name it. */
export interface EntityName {
  kind?: string | undefined;
  namespace?: string | undefined;
  name: string;
}

/** The one entity with a name. @throws InputError for none, ConflictError for several. */
export async function findEntity(
  catalog: Pick<CatalogService, 'queryEntities'>,
  { kind, namespace, name }: EntityName,
  credentials: Credentials,
): Promise<Entity> {
  const query = {
    'metadata.name': name,
    ...(kind && { kind }),
    ...(namespace && { 'metadata.namespace': namespace }),
  };
  const { items } = await catalog.queryEntities({ query, limit: 10 }, { credentials });
  const [entity] = items;
  if (!entity) throw new InputError(`No entity found with name "${name}"`);
  if (items.length === 1) return entity;
  const refs = items.map(item => `"${stringifyEntityRef(item)}"`).join(', ');
  throw new ConflictError(
    `Multiple entities found with name "${name}", give its kind and namespace, too. Entities found: ${refs}`,
  );
}
