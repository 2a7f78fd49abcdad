import type { CatalogApi, GetEntityFacetsResponse } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model/refs';
import { specText, titleOf, toEntityRef } from '@portico/plugin-catalog/react';
import { buildGroupTree, type GroupFacts, type TreeGroup } from './group-tree.ts';

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
  'spec.type',
  'spec.parent',
  'spec.children',
];

/** All groups of the organisation as a tree, with what the catalog counts of them: three questions, however many there are. */
export async function readGroupTree(catalog: CatalogApi, signal: AbortSignal): Promise<TreeGroup[]> {
  const [groups, members, owned] = await Promise.all([
    catalog.getEntities({ filter: { kind: 'group' }, fields }, { signal }),
    catalog.getEntityFacets({ facets: ['relations.memberOf'], filter: { kind: 'user' } }, { signal }),
    catalog.getEntityFacets({ facets: ['relations.ownedBy'] }, { signal }),
  ]);
  const countMembers = countsOf(members, 'relations.memberOf');
  const countOwned = countsOf(owned, 'relations.ownedBy');
  return buildGroupTree(
    groups.items.map(group => {
      const ref = toEntityRef(group);
      return {
        ...groupFacts(group),
        members: countMembers.get(ref) ?? 0,
        owned: countOwned.get(ref) ?? 0,
      };
    }),
  );
}

/** What a group says of itself. What cannot be read as a ref is left out. */
export function groupFacts(group: Entity): Omit<GroupFacts, 'members' | 'owned'> {
  const namespace = group.metadata.namespace ?? 'default';
  const children = group.spec?.['children'];
  return {
    ref: toEntityRef(group),
    title: titleOf(group),
    type: specText(group, 'type'),
    parentRef: toGroupRef(specText(group, 'parent'), namespace),
    childRefs: Array.isArray(children)
      ? children.flatMap(child => (typeof child === 'string' ? (toGroupRef(child, namespace) ?? []) : []))
      : [],
  };
}

function toGroupRef(text: string | undefined, defaultNamespace: string): string | undefined {
  if (text === undefined) return undefined;
  try {
    return stringifyEntityRef(parseEntityRef(text, { defaultKind: 'group', defaultNamespace }));
  } catch {
    // The entity page says what is wrong with it.
    return undefined;
  }
}

function countsOf({ facets }: GetEntityFacetsResponse, facet: string): Map<string, number> {
  return new Map(facets[facet]?.map(({ value, count }) => [value.toLowerCase(), count]));
}
