import { expect, it } from 'vitest';
import type { CatalogApi, GetEntitiesByRefsRequest } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { loadUnregisterPreview } from './load-unregister-preview.ts';

const origin = 'url:https://host/all.yaml';
const component = (name: string, from = origin): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations: { 'backstage.io/managed-by-origin-location': from } },
});
const all = [
  ...Array.from({ length: 150 }, (_, index) => component(`c${String(index).padStart(3, '0')}`)),
  component('elsewhere', 'url:https://host/other.yaml'),
];
const byRef = new Map(all.map(each => [`component:default/${each.metadata.name}`, each]));

/** Answers as the catalog does, of what the preview asks. */
const catalog = {
  getLocationByRef: async () => ({ id: '1', type: 'url', target: 'https://host/all.yaml' }),
  explain: async () => undefined,
  queryEntities: async ({ limit }: { limit: number }) => ({
    items: all.slice(0, limit),
    totalItems: 150,
    pageInfo: {},
  }),
  getEntitiesByRefs: async ({ entityRefs }: GetEntitiesByRefsRequest) => ({
    items: entityRefs.map(ref => byRef.get(ref)),
  }),
} as unknown as CatalogApi;

it('counts those that stay and lead to nothing then, however many go', async () => {
  const names = ['c001', 'c120', 'c149', 'elsewhere', 'unseen'];
  const relations = names.map(name => ({ type: 'dependencyOf', targetRef: `component:default/${name}` }));
  const entity = { ...component('c000'), relations };
  const preview = await loadUnregisterPreview(catalog, entity, new AbortController().signal);
  expect(preview).toMatchObject({ total: 150, dependents: 2 });
  expect(preview.goes).toHaveLength(100);
});
