import { useState, type ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  catalogApiRef,
  catalogIndexRouteRef,
  catalogQueryKey,
  toEntityRef,
  useEntity,
  useKindName,
  useKindPlural,
} from '@portico/plugin-catalog/react';
import { Card, ErrorState, KindIcon, Link, LoadingState, useUiText } from '@portico/ui';
import { toCatalogQuery, type CatalogFilter } from '../model/catalog-path.ts';
import { orgTranslationRef } from '../org-translation.ts';
import { AggregationSwitch } from './aggregation-switch.tsx';
import classes from './cards.module.css';
import { useOwners, type Aggregation } from './use-owners.ts';

/**
 * What a group or person owns: how much of each kind and type, leading to the
 * list of it, of every kind unless some are named. One request.
 */
export function OwnershipCard({
  ownedKinds,
  initialRelationAggregation = 'aggregated',
  showAggregateMembersToggle = true,
}: {
  ownedKinds?: readonly string[] | undefined;
  initialRelationAggregation?: Aggregation | undefined;
  showAggregateMembersToggle?: boolean | undefined;
}) {
  const { t } = useTranslationRef(orgTranslationRef);
  const { entity } = useEntity();
  const toKind = useKindName();
  const toPlural = useKindPlural();
  const [aggregation, setAggregation] = useState(initialRelationAggregation);
  const {
    counts,
    owners = [],
    error,
    retry,
  } = useOwned(toEntityRef(entity), {
    kind: entity.kind,
    aggregation,
    ownedKinds,
  });
  const isEmpty = counts !== undefined && counts.kinds.length === 0;
  return (
    <Card
      title={t('ownership')}
      actions={
        showAggregateMembersToggle && (
          <AggregationSwitch
            label={t('ownership')}
            value={aggregation}
            onChange={setAggregation}
            isUser={entity.kind.toLowerCase() === 'user'}
          />
        )
      }
    >
      {error && <ErrorState title={t('ownershipFailed')} error={error} onRetry={retry} />}
      {!error && !counts && <LoadingState lines={3} />}
      {isEmpty && <p className={classes['hint']}>{t('ownsNothing')}</p>}
      {counts && !isEmpty && (
        <>
          <ul className={classes['kinds']} aria-label={t('kinds')}>
            {counts.kinds.map(({ value, count }) => (
              <li key={value}>
                <Counted filter={{ kind: value, owners }} className={classes['kind']}>
                  <KindIcon kind={value} size={20} />
                  <Figure count={count} />
                  <span className={classes['what']}>{count === 1 ? toKind(value) : toPlural(value)}</span>
                </Counted>
              </li>
            ))}
          </ul>
          {counts.types.length > 0 && (
            <ul className={classes['types']} aria-label={t('types')}>
              {counts.types.map(({ value, count }) => (
                <li key={value}>
                  <Counted filter={{ type: value, owners }} className={classes['type']}>
                    <span className={classes['what']}>{value}</span>
                    <Figure count={count} />
                  </Counted>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

function Figure({ count }: { count: number }) {
  const { locale } = useUiText();
  return <span className={classes['figure']}>{count.toLocaleString(locale)}</span>;
}

/** A count that leads to what was counted, as far as a URL can say it. */
function Counted({
  filter,
  className,
  children,
}: {
  filter: CatalogFilter;
  className: string | undefined;
  children: ReactNode;
}) {
  const toIndex = useRouteRef(catalogIndexRouteRef);
  const query = toCatalogQuery(filter);
  if (!toIndex || query === undefined) return <span className={className}>{children}</span>;
  return (
    <Link to={`${toIndex()}?${query}`} className={className}>
      {children}
    </Link>
  );
}

function useOwned(
  ref: string,
  {
    kind,
    aggregation,
    ownedKinds,
  }: { kind: string; aggregation: Aggregation; ownedKinds: readonly string[] | undefined },
) {
  const catalog = useApi(catalogApiRef);
  const { owners, error: ownersError, retry } = useOwners(ref, { kind, aggregation });
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'org ownership', owners, ownedKinds],
    queryFn: async ({ signal }) => {
      const ofKinds = ownedKinds && { kind: [...ownedKinds] };
      const filter = { ...ofKinds, 'relations.ownedBy': owners ?? [] };
      const { facets } = await catalog.getEntityFacets({ facets: ['kind', 'spec.type'], filter }, { signal });
      const byCount = (facet: string) => (facets[facet] ?? []).toSorted((a, b) => b.count - a.count);
      return { kinds: byCount('kind'), types: byCount('spec.type') };
    },
    enabled: owners !== undefined,
    placeholderData: keepPreviousData,
  });
  return {
    counts: data,
    owners,
    error: ownersError ?? error ?? undefined,
    retry: ownersError ? retry : () => void refetch(),
  };
}
