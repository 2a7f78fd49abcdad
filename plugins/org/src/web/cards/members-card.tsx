import { useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  CatalogEntityLink,
  catalogApiRef,
  catalogQueryKey,
  titleOf,
  toEntityRef,
  useEntity,
} from '@portico/plugin-catalog/react';
import { Card, ErrorState, LoadingState, PersonAvatar, SearchField, useUiText } from '@portico/ui';
import { profileOf } from '../model/profile.ts';
import { orgTranslationRef } from '../org-translation.ts';
import { AggregationSwitch } from './aggregation-switch.tsx';
import classes from './cards.module.css';
import { useOwners, type Aggregation } from './use-owners.ts';

const pageSize = 24;
const searchFrom = 12;
const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.profile',
];

/** The people in a group, a page at a time; on demand with those in the groups below it. */
export function MembersCard({
  initialRelationAggregation = 'direct',
  showAggregateMembersToggle = true,
}: {
  initialRelationAggregation?: Aggregation | undefined;
  showAggregateMembersToggle?: boolean | undefined;
}) {
  const { t } = useTranslationRef(orgTranslationRef);
  const { locale } = useUiText();
  const { entity } = useEntity();
  const [aggregation, setAggregation] = useState(initialRelationAggregation);
  const [search, setSearch] = useState('');
  const { members, total, rest, error, isLoading, loadMore, retry } = useMembers(toEntityRef(entity), {
    aggregation,
    search,
  });
  return (
    <Card
      title={
        <>
          {t('members')}{' '}
          {total > 0 && <span className={classes['count']}>{total.toLocaleString(locale)}</span>}
        </>
      }
      actions={
        showAggregateMembersToggle && (
          <AggregationSwitch label={t('members')} value={aggregation} onChange={setAggregation} />
        )
      }
    >
      {(total > searchFrom || search !== '') && (
        <div className={classes['search']}>
          <SearchField label={t('findMember')} value={search} onChange={setSearch} />
        </div>
      )}
      {error && <ErrorState title={t('membersFailed')} error={error} onRetry={retry} />}
      {isLoading && !error && <LoadingState lines={3} />}
      {!isLoading && !error && members.length === 0 && (
        <p className={classes['hint']} role="status">
          {search === '' ? t('noMembers') : t('noMembersFound', { text: search })}
        </p>
      )}
      <ul className={classes['members']}>
        {members.map(member => (
          <Member key={toEntityRef(member)} member={member} />
        ))}
      </ul>
      {rest > 0 && (
        <Button variant="default" size="xs" onClick={loadMore}>
          {t('moreMembers', { count: Math.min(rest, pageSize) })}
        </Button>
      )}
    </Card>
  );
}

function Member({ member }: { member: Entity }) {
  const { email, picture } = profileOf(member);
  return (
    <li className={classes['member']}>
      <PersonAvatar name={titleOf(member)} picture={picture} size={32} />
      <div className={classes['who']}>
        <CatalogEntityLink entity={member} hideIcon />
        {email !== undefined && (
          <a className={classes['email']} href={`mailto:${email}`}>
            {email}
          </a>
        )}
      </div>
    </li>
  );
}

function useMembers(ref: string, { aggregation, search }: { aggregation: Aggregation; search: string }) {
  const catalog = useApi(catalogApiRef);
  const { owners, error: ownersError, retry } = useOwners(ref, { kind: 'group', aggregation });
  const term = search.trim();
  const { data, error, isPending, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: [...catalogQueryKey, 'org members', owners, term],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal, pageParam }) =>
      catalog.queryEntities(
        pageParam === undefined
          ? {
              filter: { kind: 'user', 'relations.memberOf': owners ?? [] },
              ...(term !== '' && {
                fullTextFilter: {
                  term,
                  fields: [
                    'metadata.name',
                    'metadata.title',
                    'spec.profile.displayName',
                    'spec.profile.email',
                  ],
                },
              }),
              orderFields: { field: 'metadata.name', order: 'asc' },
              limit: pageSize,
              fields,
            }
          : { cursor: pageParam, limit: pageSize, fields },
        { signal },
      ),
    getNextPageParam: ({ pageInfo }) => pageInfo.nextCursor,
    enabled: owners !== undefined,
    placeholderData: keepPreviousData,
  });
  const members = data?.pages.flatMap(({ items }) => items) ?? [];
  const total = data?.pages[0]?.totalItems ?? 0;
  return {
    members,
    total,
    rest: total - members.length,
    error: ownersError ?? error ?? undefined,
    isLoading: isPending,
    loadMore: () => void fetchNextPage(),
    retry: ownersError ? retry : () => void refetch(),
  };
}
