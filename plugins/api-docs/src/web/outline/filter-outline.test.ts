import { expect, it } from 'vitest';
import { filterOutline } from './filter-outline.ts';

const groups = [
  {
    id: 'a',
    title: 'A',
    items: [
      { id: '1', label: '/pets', badge: 'get', keywords: 'listPets' },
      { id: '2', label: '/pets', badge: 'post', hint: 'Add one' },
    ],
  },
  { id: 'b', title: 'B', items: [] },
];

it.each([
  ['', ['1', '2']],
  ['PETS get', ['1']],
  ['listpets', ['1']],
  ['add pets', ['2']],
  ['nothing', []],
])('finds by %j', (text, ids) => {
  expect(filterOutline(groups, text).flatMap(group => group.items.map(item => item.id))).toEqual(ids);
});
