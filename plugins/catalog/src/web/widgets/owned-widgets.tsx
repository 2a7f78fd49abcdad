import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { ErrorState, Link, LoadingState, StatusDot } from '@portico/ui';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { countErrors } from '../../react/count-errors.ts';
import { specText } from '../../react/entity-names.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { CatalogEntityLink } from '../../react/entity-ref-link.tsx';
import { catalogIndexRouteRef } from '../../react/routes.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { allKinds, kindRule, listRule, statusRule } from '../index-page/filter-rules.ts';
import { toListQuestion } from '../index-page/list-question.ts';
import { initialSort, toListQuery, type ListState } from '../index-page/list-state.ts';
import { useFilterContext } from '../index-page/use-filter-context.ts';
import classes from './widgets.module.css';

const mostShown = 8;
const rules: readonly CatalogFilterRule[] = [kindRule, listRule, statusRule];

const problems = stateOf({ kind: [allKinds], user: ['owned'], status: ['error', 'orphan'] });
const components = stateOf({ kind: ['component'], user: ['teams'] });

/** What is the user's and has errors, or is declared by nothing any more. */
export function ProblemsWidget() {
  const { t } = useTranslationRef(catalogTranslationRef);
  return (
    <OwnedList
      state={problems}
      empty={t('widget.noProblems')}
      note={entity => {
        const errors = countErrors(entity);
        return (
          <StatusDot level={errors > 0 ? 'error' : 'warning'}>
            {errors > 0 ? t('mark.errors', { count: errors }) : t('state.orphan')}
          </StatusDot>
        );
      }}
    />
  );
}

/** The components of the user's teams. */
export function TeamComponentsWidget() {
  const { t } = useTranslationRef(catalogTranslationRef);
  return (
    <OwnedList
      state={components}
      empty={t('widget.noServices')}
      note={entity => [specText(entity, 'type'), specText(entity, 'lifecycle')].filter(Boolean).join(' · ')}
    />
  );
}

function OwnedList({
  state,
  empty,
  note,
}: {
  state: ListState;
  empty: string;
  note(entity: Entity): ReactNode;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const catalog = useApi(catalogApiRef);
  const { context, isReady } = useFilterContext();
  const indexPath = useRouteRef(catalogIndexRouteRef)?.();
  const question = toListQuestion(state, { rules, context });
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'widget', question],
    queryFn: async ({ signal }) =>
      catalog.queryEntities(
        { ...question, orderFields: { field: 'metadata.name', order: 'asc' }, limit: mostShown },
        { signal },
      ),
    enabled: isReady,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState />;
  if (data.items.length === 0) return <p className={classes['hint']}>{empty}</p>;
  return (
    <>
      <ul className={classes['list']}>
        {data.items.map(entity => (
          <li key={stringifyEntityRef(entity)} className={classes['item']}>
            <CatalogEntityLink entity={entity} />
            <span className={classes['note']}>{note(entity)}</span>
          </li>
        ))}
      </ul>
      {data.totalItems > data.items.length && indexPath !== undefined && (
        <Link to={`${indexPath}?${toListQuery(state).toString()}`} className={classes['all']}>
          {t('widget.all', { count: data.totalItems })}
        </Link>
      )}
    </>
  );
}

function stateOf(filters: Record<string, string[]>): ListState {
  return { filters: new Map(Object.entries(filters)), text: '', sort: initialSort };
}
