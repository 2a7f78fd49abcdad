import { expect, it } from 'vitest';
import { findCurrentItem } from './find-current-item.ts';

const pages = [
  { id: 'page:home', pluginId: 'home', path: '/' },
  { id: 'page:catalog', pluginId: 'catalog', path: '/software' },
  { id: 'page:catalog/entity', pluginId: 'catalog', path: '/catalog/:namespace/:kind/:name' },
  { id: 'page:apis', pluginId: 'apis', path: '/apis', covers: { kind: 'api' } },
  { id: 'page:catalog/below', pluginId: 'catalog', path: '/software/:namespace/:kind/:name' },
  { id: 'page:graph', pluginId: 'graph', path: '/software/graph' },
];
const entries = pages.filter(({ path }) => !path.includes(':'));

it.each([
  ['/', 'page:home'],
  ['/software', 'page:catalog'],
  ['/software/x', 'page:catalog'],
  ['/software/graph', 'page:graph'],
  ['/catalog/default/component/a', 'page:catalog'],
  ['/catalog/default/component/a/why', 'page:catalog'],
  ['/catalog/default/api/a/why', 'page:apis'],
  ['/software/default/api/a', 'page:apis'],
  ['/softwares', undefined],
  ['/elsewhere', undefined],
])('a path %j belongs to the entry %j', (pathname, id) => {
  expect(findCurrentItem(pathname, { entries, pages })).toBe(id);
});
