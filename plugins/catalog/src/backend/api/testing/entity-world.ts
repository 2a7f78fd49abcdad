import type { TestDatabaseId } from '@portico/backend-test-utils/databases';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { type ApiWorld, startApiWorld } from './api-world.ts';

/** A component, or another kind, of the test. */
export const entity = (
  kind: string,
  name: string,
  rest: Partial<Entity> & { tags?: string[] } = {},
): Entity => {
  const { tags, ...others } = rest;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...(tags && { tags }) },
    spec: { type: 'service', lifecycle: 'production', owner: 'group:default/a', ...others.spec },
  };
};
/** A resource with a type. */
export const resource = (name: string, type: string, owner = 'group:default/a'): Entity => ({
  ...entity('Resource', name),
  spec: { type, owner },
});
/** The names of the components that the world has. */
export const names = Array.from({ length: 23 }, (_, index) => `c-${String(index).padStart(2, '0')}`);
/** Those components: every other one is even, the first five are experimental, and three groups own them. */
export const components = names.map((name, index) =>
  entity('Component', name, {
    tags: index % 2 === 0 ? ['even'] : ['odd', 'java'],
    spec: { lifecycle: index < 5 ? 'experimental' : 'production', owner: `group:default/${index % 3}` },
  }),
);
/** The refs of entities. */
export const refsOf = (items: (Entity | null)[]): string[] =>
  items.map(item => (item ? stringifyEntityRef(item) : 'null'));
/** The names of entities. */
export const namesOf = (items: Entity[]): string[] => items.map(item => item.metadata.name);
/** Headers that ask for what has changed. Without a word on caches, fetch adds one that forbids to answer 304. */
export const ifChanged = (etag: string) => ({ 'if-none-match': etag, 'cache-control': 'max-age=0' });

/** Starts a catalog with the components, and two resources: a database `db` and a queue `Queue`. */
export async function startEntityWorld(databaseId: TestDatabaseId): Promise<ApiWorld> {
  const world = await startApiWorld(databaseId);
  await world.provide([
    ...components,
    resource('db', 'database'),
    resource('Queue', 'queue', 'group:default/1'),
  ]);
  return world;
}
