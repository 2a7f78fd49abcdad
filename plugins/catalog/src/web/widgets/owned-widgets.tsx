import { useMemo, type ReactNode } from 'react';
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
import { useFilterContext } from '../../react/use-filter-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { describePlace } from '../entity-why/source-place.ts';
import { allKinds, kindRule, listRule, statusRule } from '../index-page/filter-rules.ts';
import { toListQuestion } from '../index-page/list-question.ts';
import { initialSort, toListQuery, type ListState } from '../index-page/list-state.ts';
import { unreadSourcesQuery } from '../index-page/unread-sources.ts';
import { UnreadSourcesContext, useUnreadSource } from '../index-page/use-unread-sources.ts';
import classes from './widgets.module.css';

const mostShown = 8;
const rules: readonly CatalogFilterRule[] = [kindRule, listRule, statusRule];

const problems = stateOf({ kind: [allKinds], user: ['owned'], status: ['error', 'orphan', 'stale'] });
const components = stateOf({ kind: ['component'], user: ['teams'] });

/** What is the user's and has errors, is declared by nothing any more, or comes from what cannot be read. */
export function ProblemsWidget() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { data, isPending } = useQuery(unreadSourcesQuery(useApi(catalogApiRef)));
  const unreadSources = useMemo(() => data && [...data.keys()].sort(), [data]);
  return (
    <UnreadSourcesContext value={data}>
      <OwnedList
        state={problems}
        unreadSources={unreadSources}
        isReady={!isPending}
        empty={t('widget.noProblems')}
        note={entity => <ProblemNote entity={entity} />}
      />
    </UnreadSourcesContext>
  );
}

function ProblemNote({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const source = useUnreadSource(entity);
  const errors = countErrors(entity);
  if (errors > 0) return <StatusDot level="error">{t('mark.errors', { count: errors })}</StatusDot>;
  if (!source) return <StatusDot level="warning">{t('state.orphan')}</StatusDot>;
  return (
    <span title={t('mark.stale', { place: describePlace(source.place).label, reason: source.reason })}>
      <StatusDot level="error">{t('state.stale')}</StatusDot>
    </span>
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
  unreadSources,
  isReady = true,
  empty,
  note,
}: {
  state: ListState;
  unreadSources?: readonly string[] | undefined;
  /** Whether all is known that the list goes by, apart from who the user is. */
  isReady?: boolean;
  empty: string;
  note(entity: Entity): ReactNode;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const catalog = useApi(catalogApiRef);
  const { context, isReady: isUserKnown } = useFilterContext({ unreadSources });
  const indexPath = useRouteRef(catalogIndexRouteRef)?.();
  const question = toListQuestion(state, { rules, context });
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'widget', question],
    queryFn: async ({ signal }) =>
      catalog.queryEntities(
        { ...question, orderFields: { field: 'metadata.name', order: 'asc' }, limit: mostShown },
        { signal },
      ),
    enabled: isReady && isUserKnown,
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
