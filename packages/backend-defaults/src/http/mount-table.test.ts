import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMountTable } from './mount-table.ts';

const handler = () => {};

describe('createMountTable', () => {
  it('finds a handler for its path and for what is below', () => {
    const table = createMountTable();
    for (const path of ['/api/catalog', '/api/catalog-graph', '/webhooks/github', '/metrics/'])
      table.add(path, handler);
    const found = (path: string) => table.find(path)?.path;
    expect(found('/api/catalog')).toBe('/api/catalog');
    expect(found('/api/catalog/entities/by-uid')).toBe('/api/catalog');
    expect(found('/api/catalog-graph/x')).toBe('/api/catalog-graph');
    expect(found('/API/Catalog/x')).toBe('/api/catalog');
    expect(found('/webhooks/github/1')).toBe('/webhooks/github');
    expect(found('/metrics')).toBe('/metrics');
    for (const path of [
      '/',
      '/api',
      '/api/',
      '/api/cat',
      '/api//catalog',
      '/webhooks',
      '/webhooks/githubx',
      '/api/%63atalog',
    ]) {
      expect(found(path)).toBeUndefined();
    }
  });

  it('finds a handler of the root for everything', () => {
    const table = createMountTable();
    table.add('/', handler);
    expect(table.find('/api/x')?.path).toBe('');
    expect(table.find('/')?.path).toBe('');
  });

  it('refuses paths that overlap, whatever their case', () => {
    const table = createMountTable();
    table.add('/api/catalog', handler);
    for (const path of ['/api/catalog', '/API/Catalog/', '/api', '/api/catalog/x', '/']) {
      expect(() => table.add(path, handler)).toThrow(`Path '${path}' overlaps with the path '/api/catalog'`);
    }
    expect(() => table.add('api', handler)).toThrow("begin it with '/'");
  });

  it('agrees with a scan of all paths', () => {
    const segment = fc.constantFrom('api', 'a', 'b', 'ab', 'toString', '__proto__');
    const path = fc.array(segment, { maxLength: 4 }).map(segments => `/${segments.join('/')}`);
    fc.assert(
      fc.property(fc.array(path, { maxLength: 8 }), path, (paths, asked) => {
        const table = createMountTable();
        const taken: string[] = [];
        for (const one of paths) {
          try {
            table.add(one, handler);
            taken.push(one === '/' ? '' : one);
          } catch {
            // overlaps
          }
        }
        expect(table.find(asked)?.path).toBe(
          taken.find(one => `${asked}/`.startsWith(`${one}/`))?.toLowerCase(),
        );
      }),
    );
  });
});
