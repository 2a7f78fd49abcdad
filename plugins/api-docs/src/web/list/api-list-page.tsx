import { Button, VisuallyHidden } from '@mantine/core';
import type { Entity } from '@portico/catalog-model';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model/refs';
import { useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { CatalogEntityLink, specText } from '@portico/plugin-catalog/react';
import {
  Content,
  DataTable,
  EmptyState,
  ErrorState,
  Facets,
  Header,
  Link,
  Page,
  SearchField,
  TableToolbar,
  type FacetGroup,
  type TableColumn,
} from '@portico/ui';
import { IconApi, IconPlus } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import cardClasses from '../cards/cards.module.css';
import { Owner, TypeTag } from '../cards/related-card.tsx';
import { registerApiRouteRef } from '../routes.ts';
import { useApiCounts, useApiList, useApiListState, type ApiFacet } from './use-api-list.ts';

/** All APIs: what they are for, of which type, whose, and how far along. */
export default function ApiListPage() {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const state = useApiListState();
  return (
    <Page title={t('title')}>
      <Header title={t('title')} breadcrumbs={[{ title: t('title') }]} actions={<RegisterButton />} />
      <Content aside={<ApiFacets state={state} />}>
        <TableToolbar>
          <SearchField label={t('list.search')} value={state.text} onChange={state.setText} />
        </TableToolbar>
        <ApiTable state={state} />
      </Content>
    </Page>
  );
}

type State = ReturnType<typeof useApiListState>;

function ApiTable({ state }: { state: State }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useApiList(state);
  const columns = useColumns();
  if (error) return <ErrorState title={t('list.failed')} error={error} onRetry={() => void refetch()} />;
  const isFiltered = state.text !== '' || Object.values(state.selected).some(values => values.length > 0);
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={data?.pages.flatMap(page => page.items) ?? []}
      rowKey={row => stringifyEntityRef(row)}
      total={data?.pages[0]?.totalItems}
      sort={state.sort}
      onSortChange={state.setSort}
      isLoading={isPending || isFetchingNextPage}
      hasMore={hasNextPage}
      onLoadMore={() => void fetchNextPage()}
      empty={
        <EmptyState
          icon={IconApi}
          title={t(isFiltered ? 'list.notFound' : 'list.empty')}
          text={t(isFiltered ? 'list.notFoundHint' : 'list.emptyHint')}
          action={isFiltered ? undefined : <RegisterButton />}
        />
      }
    />
  );
}

function useColumns(): TableColumn<Entity>[] {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return [
    {
      id: 'name',
      title: t('card.name'),
      isSortable: true,
      width: '26%',
      render: entity => <CatalogEntityLink entity={entity} />,
    },
    {
      id: 'type',
      title: t('card.type'),
      isSortable: true,
      width: '110px',
      render: entity => <TypeTag entity={entity} />,
    },
    {
      id: 'owner',
      title: t('card.owner'),
      isSortable: true,
      width: '170px',
      render: entity => <Owner entity={entity} />,
    },
    {
      id: 'lifecycle',
      title: t('card.lifecycle'),
      isSortable: true,
      width: '120px',
      hideBelow: 'medium',
      render: entity => specText(entity, 'lifecycle'),
    },
    {
      id: 'description',
      title: t('list.description'),
      hideBelow: 'medium',
      render: entity => <span className={cardClasses['soft']}>{entity.metadata.description}</span>,
    },
  ];
}

function ApiFacets({ state }: { state: State }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const toGroup = (name: ApiFacet, counts: { value: string; count: number }[]): FacetGroup => ({
    id: name,
    title: t(`card.${name}`),
    options: counts.map(({ value, count }) => ({ value, count, label: labelOf(value) })),
    selected: state.selected[name],
    onChange: values => state.setSelected(name, values),
  });
  return (
    <>
      <VisuallyHidden component="h2">{t('list.filters')}</VisuallyHidden>
      <Facets
        label={t('list.filters')}
        groups={[
          toGroup('type', useApiCounts('type', state.selected)),
          toGroup('lifecycle', useApiCounts('lifecycle', state.selected)),
          toGroup('owner', useApiCounts('owner', state.selected)),
        ]}
      />
    </>
  );
}

/** The name of a ref; any other value as it is. */
function labelOf(value: string): string {
  return /^[^:/]+:[^:/]+\/[^/]+$/.test(value) ? parseEntityRef(value).name : value;
}

function RegisterButton() {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const toRegister = useRouteRef(registerApiRouteRef);
  if (!toRegister) return null;
  return (
    <Button component={Link} to={toRegister()} leftSection={<IconPlus size={14} />}>
      {t('register')}
    </Button>
  );
}
