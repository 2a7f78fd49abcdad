import type { Entity } from '@portico/catalog-model';
import { nearestWords } from '@portico/config';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { routeResolutionApiRef, translationApiRef } from '@portico/frontend-plugin-api';
import type { Command, CommandSearchContext } from '@portico/plugin-app/react';
import { KindIcon } from '@portico/ui';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { catalogReactTranslationRef } from '../../react/catalog-react-translation.ts';
import { specText, titleOf } from '../../react/entity-names.ts';
import { entityRouteParams, entityRouteRef } from '../../react/routes.ts';
import { nameKind } from '../../react/use-kind-name.ts';

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

/** What is misspelt is looked for among entities that have its first letters, if they are few enough to look at. */
const sureBeginning = 2;
const shortestMisspelt = 4;
const mostLookedAt = 200;

/** The entities that a text names, or that are called nearly so, for the command palette: those that are called so first. */
export async function searchEntities(
  text: string,
  { apis, signal }: CommandSearchContext,
): Promise<Command[]> {
  const catalog = apis.get(catalogApiRef);
  const toPath = apis.get(routeResolutionApiRef)?.resolve(entityRouteRef);
  if (!catalog || !toPath || text === '') return [];
  const words = apis.get(translationApiRef)?.getTranslation(catalogReactTranslationRef);
  const toKind = (kind: string) => (words?.ready ? nameKind(words.t, kind) : kind);
  const ask = async (term: string, limit: number) => {
    const { items } = await catalog.queryEntities(
      {
        fullTextFilter: { term, fields: searchedFields },
        orderFields: { field: 'metadata.name', order: 'asc' },
        fields: shownFields,
        limit,
        totalItems: 'exclude',
      },
      { signal },
    );
    return items;
  };
  const found = rankEntities(await ask(text, mostAsked), text);
  const near =
    found.length > 0 || text.length < shortestMisspelt
      ? []
      : findNear(await ask(text.slice(0, sureBeginning), mostLookedAt), text);
  return [...found, ...near].map(entity => ({
    id: stringifyEntityRef(entity),
    title: titleOf(entity),
    subtitle: [toKind(entity.kind), specText(entity, 'type'), entity.metadata.name]
      .filter(Boolean)
      .join(' · '),
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

/** The entities one or two slips away from a text, by all of their name or title or by a word of it. */
export function findNear(entities: readonly Entity[], text: string): Entity[] {
  return entities.filter(entity => {
    const names = [entity.metadata.name, titleOf(entity)];
    return nearestWords(text, [...names, ...names.flatMap(name => name.split(/[\s._-]+/))]).length > 0;
  });
}
