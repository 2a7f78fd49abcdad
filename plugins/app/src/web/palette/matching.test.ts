import { describe, expect, it } from 'vitest';
import { findNearPages, matching } from './matching.ts';

const pages = [
  { id: 'catalog', title: 'Catalog', to: '/catalog' },
  { id: 'graph', title: 'Catalog graph', to: '/catalog-graph' },
  { id: 'settings', title: 'Settings', to: '/settings' },
  { id: 'flags', title: 'Feature flags', subtitle: 'Settings', to: '/settings/feature-flags' },
];
const ids = (commands: readonly { id: string }[]) => commands.map(({ id }) => id);

describe('the commands for a text', () => {
  it('have all of its words, what begins with it first', () => {
    expect(ids(matching(pages, 'settings'))).toEqual(['settings', 'flags']);
    expect(ids(matching(pages, 'flags sett'))).toEqual(['flags']);
  });

  it('are near it where none has its words', () => {
    expect(ids(matching(pages, 'setings'))).toEqual(['settings']);
    expect(ids(matching(pages, 'Catlog grpah'))).toEqual(['graph']);
    expect(ids(matching(pages, 'zebra'))).toEqual([]);
    expect(ids(matching(pages, ''))).toHaveLength(4);
  });
});

it('finds the pages that a path may have meant', () => {
  expect(ids(findNearPages(pages, '/catlog'))).toEqual(['catalog', 'graph']);
  expect(ids(findNearPages(pages, '/settings/feature-flag'))).toEqual(['settings', 'flags']);
  expect(ids(findNearPages(pages, '/no/such/page'))).toEqual([]);
});
