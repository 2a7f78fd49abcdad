import { describe, expect, it } from 'vitest';
import type { Entity } from '@portico/catalog-model';
import { createEntityLoader } from './create-entity-loader.ts';

function createCatalog(known: string[]) {
  const requests: string[][] = [];
  return {
    requests,
    async getEntitiesByRefs({ entityRefs }: { entityRefs: string[] }) {
      requests.push(entityRefs);
      const items = entityRefs.map((ref): Entity | undefined =>
        known.includes(ref) ? { apiVersion: 'v1', kind: 'Component', metadata: { name: ref } } : undefined,
      );
      return { items };
    },
  };
}

describe('the loader of summaries', () => {
  it('asks for all refs of a screen at once, and for each of them once', async () => {
    const catalog = createCatalog(['a', 'b']);
    const loader = createEntityLoader(catalog);
    const found = await Promise.all(['a', 'b', 'gone', 'a'].map(async ref => loader.loadSummary(ref)));
    expect(found.map(entity => entity?.metadata.name)).toEqual(['a', 'b', undefined, 'a']);
    expect(found[2]).toBeNull();
    expect(catalog.requests).toEqual([['a', 'b', 'gone']]);
    await loader.loadSummary('b');
    expect(catalog.requests).toHaveLength(2);
  });

  it('tells everyone who waits of a failure, and asks again afterwards', async () => {
    let isDown = true;
    const catalog = createCatalog(['a']);
    const loader = createEntityLoader({
      async getEntitiesByRefs(request) {
        if (isDown) throw new Error('The catalog is down');
        return catalog.getEntitiesByRefs(request);
      },
    });
    const failed = await Promise.allSettled([loader.loadSummary('a'), loader.loadSummary('b')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect((await loader.loadSummary('a'))?.metadata.name).toBe('a');
  });
});
