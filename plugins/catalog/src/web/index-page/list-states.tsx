import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, EmptyState, ErrorState, ForbiddenState, LoadingState } from '@portico/ui';
import { IconCategory, IconSearch } from '@portico/ui/icons';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { registerEntityRouteRef } from '../external-routes.ts';
import { allKinds, kindRule } from './filter-rules.ts';
import { NotInCatalog } from './not-in-catalog.tsx';
import type { AskedList } from './use-catalog-list.ts';

/** Why there is no list, and what to do about it. */
export function ListFailure({ error, onRetry }: { error: Error; onRetry(): void }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  if (describeError(error).status === 403) return <ForbiddenState permission="catalog.entity.read" />;
  return <ErrorState title={t('failed')} error={error} onRetry={onRetry} />;
}

/** Nothing is there at all, or nothing that the filters leave. */
export function NothingFound({
  rules,
  asked: { state, setState },
  emptyAction = <RegisterLink />,
}: {
  rules: readonly CatalogFilterRule[];
  asked: AskedList;
  emptyAction?: ReactNode;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const isNarrowed = state.text !== '' || rules.some(({ param }) => state.filters.has(param));
  const others = useOthers({ isNeeded: !isNarrowed });
  if (others.isLoading) return <LoadingState lines={4} />;
  if (!isNarrowed && !others.data) {
    return (
      <EmptyState
        icon={IconCategory}
        title={t('emptyTitle')}
        text={t('emptyText')}
        action={
          <>
            {emptyAction}
            <NotInCatalog />
          </>
        }
      />
    );
  }
  const ofKind = rules.find(({ param }) => param === kindRule.param);
  const isOfKind = ofKind && !(state.filters.get(ofKind.param) ?? ofKind.initial ?? []).includes(allKinds);
  const isStarred = state.filters.get('user')?.includes('starred') ?? false;
  return (
    <EmptyState
      icon={IconSearch}
      title={t('nothingTitle')}
      text={t(isStarred ? 'nothingStarred' : 'nothingText')}
      action={
        <>
          {isOfKind && (
            <Button
              onClick={() =>
                setState({ ...state, filters: new Map(state.filters).set(kindRule.param, [allKinds]) })
              }
            >
              {t('searchAllKinds')}
            </Button>
          )}
          <Button variant="default" onClick={() => setState({ ...state, text: '', filters: new Map() })}>
            {t('clear')}
          </Button>
        </>
      }
    />
  );
}

/** How many entities there are, of whatever kind. */
function useOthers({ isNeeded }: { isNeeded: boolean }): UseQueryResult<number> {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: [...catalogQueryKey, 'count', 'all'],
    queryFn: async ({ signal }) => (await catalog.queryEntities({ limit: 0 }, { signal })).totalItems,
    enabled: isNeeded,
  });
}

function RegisterLink() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const registerPath = useRouteRef(registerEntityRouteRef)?.();
  if (registerPath === undefined) return null;
  return (
    <Button component={Link} to={registerPath}>
      {t('register')}
    </Button>
  );
}
