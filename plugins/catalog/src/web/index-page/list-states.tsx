import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, EmptyState, ErrorState, ForbiddenState } from '@portico/ui';
import { IconCategory, IconSearch } from '@portico/ui/icons';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { registerEntityRouteRef } from '../external-routes.ts';
import { allKinds, kindRule } from './filter-rules.ts';
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
  const isFiltered = state.text !== '' || rules.some(({ param }) => state.filters.has(param));
  if (!isFiltered) {
    return (
      <EmptyState icon={IconCategory} title={t('emptyTitle')} text={t('emptyText')} action={emptyAction} />
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
