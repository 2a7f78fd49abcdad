import type { CatalogApi } from '@portico/catalog-client';

const farthest = 100;
const most = 5000;

/** A group and all groups below it, the nearest first. One request. */
export async function groupsBelow(catalog: CatalogApi, ref: string, signal: AbortSignal): Promise<string[]> {
  const { nodes } = await catalog.getEntityGraph(
    { entityRefs: [ref], relations: ['parentOf'], kinds: ['group'], depth: farthest, limit: most },
    { signal },
  );
  return nodes.map(({ entityRef }) => entityRef);
}

/** A person and all groups that they are in, also through other groups. One request. */
export async function groupsAbove(catalog: CatalogApi, ref: string, signal: AbortSignal): Promise<string[]> {
  const { nodes } = await catalog.getEntityGraph(
    {
      entityRefs: [ref],
      relations: ['memberOf', 'childOf'],
      kinds: ['group'],
      depth: farthest,
      limit: most,
    },
    { signal },
  );
  return nodes.map(({ entityRef }) => entityRef);
}
