import { describe, expect, it } from 'vitest';
import type { Entity } from '@portico/catalog-model';
import { toUnreadSources } from './unread-sources.ts';

const location = (
  from: string,
  spec: Entity['spec'],
  type = 'backstage.io/catalog-processing',
  level: 'error' | 'warning' = 'error',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Location',
  metadata: { name: 'places', annotations: { 'backstage.io/managed-by-location': from } },
  ...(spec && { spec }),
  status: { items: [{ type, level, message: 'NotFoundError: It is gone' }] },
});
const refsOf = (...locations: Entity[]) => [...toUnreadSources(locations).keys()];

describe('sources that could not be read', () => {
  it('are the targets of locations with errors, with what went wrong', () => {
    const target = 'https://example.com/a.yaml';
    const found = toUnreadSources([location(`url:${target}`, { type: 'url', target })]);
    expect([...found]).toEqual([[`url:${target}`, 'NotFoundError: It is gone']]);
  });

  it('may be told relative to the file that names them, and be of its type', () => {
    expect(
      refsOf(location('url:https://example.com/o/all.yaml', { targets: ['./a.yaml', '../b.yaml'] })),
    ).toEqual(['url:https://example.com/o/a.yaml', 'url:https://example.com/b.yaml']);
    expect(refsOf(location('file:/some where/all.yaml', { targets: ['./a 1.yaml', '/b.yaml'] }))).toEqual([
      'file:/some where/a 1.yaml',
      'file:/b.yaml',
    ]);
  });

  it('are none where something else is wrong, or nothing is named', () => {
    const target = 'https://example.com/a.yaml';
    expect(refsOf(location('url:x', { type: 'url', target }, 'example.com/check'))).toEqual([]);
    expect(refsOf(location('url:x', { type: 'url', target }, undefined, 'warning'))).toEqual([]);
    expect(refsOf(location('url:x', { type: 'url', targets: 'not a list' as never, target: 4 }))).toEqual([
      'url:not a list',
    ]);
    expect(refsOf(location('', undefined))).toEqual([]);
  });
});
