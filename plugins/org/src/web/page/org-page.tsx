import { useMemo } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useApi, usePageTitle, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogIndexRouteRef, catalogQueryKey } from '@portico/plugin-catalog/react';
import { Content, EmptyState, ErrorState, Header, Link, Page, SearchField, TableToolbar } from '@portico/ui';
import { IconUsersGroup } from '@portico/ui/icons';
import { linesOf, type TreeGroup } from '../model/group-tree.ts';
import { readGroupTree } from '../model/read-groups.ts';
import { orgTranslationRef } from '../org-translation.ts';
import { orgRouteRef } from '../route.ts';
import { GroupTable } from './group-table.tsx';
import { useOpenGroups } from './use-open-groups.ts';

/** All groups as a tree, with how many people are in them and how much they own. */
export default function OrgPage() {
  const { t } = useTranslationRef(orgTranslationRef);
  const title = usePageTitle(orgRouteRef) ?? t('title');
  const catalog = useApi(catalogApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'org tree'],
    queryFn: async ({ signal }) => readGroupTree(catalog, signal),
  });
  return (
    <Page title={title}>
      <Header title={title} subtitle={t('subtitle')} breadcrumbs={[{ title }]} />
      <Content>
        {error && !data ? (
          <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} />
        ) : data?.length === 0 ? (
          <NoGroups />
        ) : (
          <Tree roots={data} />
        )}
      </Content>
    </Page>
  );
}

const nothing: TreeGroup[] = [];

function Tree({ roots = nothing }: { roots: TreeGroup[] | undefined }) {
  const { t } = useTranslationRef(orgTranslationRef);
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const { isOpen, toggle, openAll, closeAll } = useOpenGroups(roots);
  const lines = useMemo(() => linesOf(roots, { isOpen, search }), [roots, isOpen, search]);
  return (
    <>
      <TableToolbar>
        <SearchField
          label={t('findGroup')}
          value={search}
          onChange={text => setParams(text === '' ? {} : { search: text }, { replace: true })}
        />
        <Button variant="default" onClick={openAll}>
          {t('expandAll')}
        </Button>
        <Button variant="default" onClick={closeAll}>
          {t('collapseAll')}
        </Button>
      </TableToolbar>
      <GroupTable
        lines={lines}
        isLoading={roots === nothing}
        onToggle={toggle}
        empty={search === '' ? undefined : t('nothingFound', { text: search })}
      />
    </>
  );
}

function NoGroups() {
  const { t } = useTranslationRef(orgTranslationRef);
  const toIndex = useRouteRef(catalogIndexRouteRef);
  return (
    <EmptyState
      icon={IconUsersGroup}
      title={t('empty')}
      text={t('emptyText')}
      action={toIndex && <Link to={toIndex()}>{t('register')}</Link>}
    />
  );
}
