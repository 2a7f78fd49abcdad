import { identityApiRef, type ApiHolder } from '@portico/frontend-plugin-api';
import { serverStateApiRef } from '@portico/plugin-app/react';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { identityQuery } from '../../react/identity-query.ts';
import { starredEntitiesApiRef } from '../../react/starred-entities-api.ts';
import { readStarredEntities } from '../../react/use-starred-entities.ts';
import { entityListQuery, usualPageSize } from './entity-list-query.ts';
import { asksForStale } from './filter-rules.ts';
import { toListQuestion } from './list-question.ts';
import { parseListState } from './list-state.ts';
import { sortFieldOf } from './sort-field.ts';

/**
 * Asks for the entities of the list that the address names, before the page is
 * drawn or its code is there. The page finds the answer, or the question under
 * way; what fails, it asks again. Resolves when it is answered.
 */
export async function preloadList(
  apis: ApiHolder,
  { rules, pageSize = usualPageSize }: { rules: readonly CatalogFilterRule[]; pageSize: number | undefined },
): Promise<void> {
  const serverState = apis.get(serverStateApiRef);
  const catalog = apis.get(catalogApiRef);
  const identity = apis.get(identityApiRef);
  const starred = apis.get(starredEntitiesApiRef);
  if (!serverState || !catalog || !identity || !starred) return;
  const state = parseListState(new URLSearchParams(globalThis.location.search));
  // Which those are is to be asked first.
  if (asksForStale(state, rules)) return;
  const user = await serverState.fetchQuery(identityQuery(identity)).catch(() => undefined);
  if (!user) return;
  const context = { ...user, starredEntityRefs: readStarredEntities(starred), unreadSources: [] };
  const question = toListQuestion(state, { rules, context });
  const { column, direction } = state.sort;
  await serverState.prefetchInfiniteQuery(
    entityListQuery(catalog, question, { sortField: sortFieldOf(column), direction, pageSize }),
  );
}
