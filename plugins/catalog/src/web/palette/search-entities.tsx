import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { routeResolutionApiRef } from '@portico/frontend-plugin-api';
import type { Command, CommandSearchContext } from '@portico/plugin-app/react';
import { KindIcon } from '@portico/ui';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { specText, titleOf } from '../../react/entity-names.ts';
import { entityRouteParams, entityRouteRef } from '../../react/routes.ts';

const searchedFields = ['metadata.name', 'metadata.title', 'spec.profile.displayName', 'metadata.tags'];
const shownFields = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'spec.owner',
  'spec.profile',
];

/** More than are shown, so that those whose name begins with the text can come first. */
const mostAsked = 40;

/** The entities that a text names, for the command palette: those that are called so first. */
export async function searchEntities(
  text: string,
  { apis, signal }: CommandSearchContext,
): Promise<Command[]> {
  const catalog = apis.get(catalogApiRef);
  const toPath = apis.get(routeResolutionApiRef)?.resolve(entityRouteRef);
  if (!catalog || !toPath || text === '') return [];
  const { items } = await catalog.queryEntities(
    {
      fullTextFilter: { term: text, fields: searchedFields },
      orderFields: { field: 'metadata.name', order: 'asc' },
      fields: shownFields,
      limit: mostAsked,
      totalItems: 'exclude',
    },
    { signal },
  );
  return rankEntities(items, text).map(entity => ({
    id: stringifyEntityRef(entity),
    title: titleOf(entity),
    subtitle: [entity.kind, specText(entity, 'type'), entity.metadata.name].filter(Boolean).join(' · '),
    icon: <KindIcon kind={entity.kind} />,
    to: toPath(entityRouteParams(entity)),
  }));
}

/** Puts entities that are called like the text before those that begin with it, and these before the others. */
export function rankEntities(entities: readonly Entity[], text: string): Entity[] {
  const needle = text.toLocaleLowerCase();
  const rank = (entity: Entity): number => {
    const names = [titleOf(entity), entity.metadata.name].map(name => name.toLocaleLowerCase());
    if (names.includes(needle)) return 0;
    return names.some(name => name.startsWith(needle)) ? 1 : 2;
  };
  return entities.toSorted((a, b) => rank(a) - rank(b));
}
