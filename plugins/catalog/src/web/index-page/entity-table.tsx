import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { JsonValue } from '@portico/config';

import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useShortcut } from '@portico/plugin-app/react';
import { ColumnMenu, DataTable, SearchField, TableToolbar } from '@portico/ui';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { useCatalogModel } from '../../react/catalog-model-query.ts';
import { titleOf } from '../../react/entity-names.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { ActiveFilters } from './active-filters.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { columnsFor } from './columns.tsx';
import { allKinds, kindRule } from './filter-rules.ts';
import classes from './index-page.module.css';
import type { AskedList } from './use-catalog-list.ts';
import { usualPageSize } from './entity-list-query.ts';
import { ListFailure, NothingFound } from './list-states.tsx';
import { valuesInForce } from './list-question.ts';
import { ownColumns } from './own-columns.tsx';
import { isOwnColumn, sortFieldOf } from './sort-field.ts';
import { useEntityList } from './use-entity-list.ts';
import { useStored } from './use-stored.ts';

/** The entities in a table, or on a narrow screen in a list, with what can be done with them above it. */
export function EntityTable({
  rules,
  kind,
  asked,
  pageSize = usualPageSize,
  emptyAction,
}: {
  rules: readonly CatalogFilterRule[];
  /** The kind of all entities, if that is not for a filter to say. */
  kind: string | undefined;
  asked: AskedList;
  pageSize: number | undefined;
  /** What to do when there is nothing at all. */
  emptyAction: ReactNode;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { state, setState, question, isReady, tableShown } = asked;
  const { sort } = state;
  const { columns, hidden, setHidden, shown } = useColumns(rules, asked, kind);
  const list = useEntityList(question, {
    sortField: sortFieldOf(sort.column),
    direction: sort.direction,
    pageSize,
    ownFields: shown.map(({ id }) => id).filter(isOwnColumn),
    isReady,
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = useMemo(() => ({ selected, onChange: setSelected, nameOf: titleOf }), [selected]);
  const chosen = (list.entities ?? []).filter(entity => selected.has(stringifyEntityRef(entity)));
  const searchBox = useRef<HTMLDivElement>(null);
  useShortcut({
    keys: 'f',
    label: t('findHere'),
    run: () => searchBox.current?.querySelector('input')?.focus(),
  });
  const isAnswered = list.entities !== undefined || list.error !== null;
  useEffect(() => {
    if (isAnswered) tableShown();
  }, [isAnswered, tableShown]);
  if (list.error) return <ListFailure error={list.error} onRetry={list.retry} />;
  return (
    <>
      <TableToolbar
        total={list.total}
        selected={chosen.length}
        bulkActions={<BulkActions entities={chosen} onDone={() => setSelected(new Set())} />}
      >
        <div ref={searchBox} className={classes['search']}>
          <SearchField
            value={state.text}
            onChange={text => setState({ ...state, text }, { isTyping: true })}
            label={t('find')}
          />
        </div>
        <ColumnMenu columns={columns} hidden={hidden} onChange={setHidden} />
      </TableToolbar>
      <ActiveFilters rules={rules} asked={asked} />
      <div className={classes['rows']} data-outdated={list.isOutdated || undefined}>
        <DataTable
          label={t('list')}
          columns={shown}
          rows={list.entities ?? []}
          rowKey={stringifyEntityRef}
          total={list.total}
          sort={sort}
          onSortChange={next => setState({ ...state, sort: next }, { isTyping: true })}
          selection={selection}
          isLoading={list.isLoading}
          hasMore={list.hasMore}
          onLoadMore={list.loadMore}
          empty={<NothingFound rules={rules} asked={asked} emptyAction={emptyAction} />}
        />
      </div>
    </>
  );
}

function useColumns(rules: readonly CatalogFilterRule[], { state }: AskedList, only: string | undefined) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const rule = rules.find(({ param }) => param === kindRule.param);
  const [kind = allKinds] = rule ? valuesInForce(state, rule) : [only];
  const { data: model } = useCatalogModel();
  const { columns, hiddenAtFirst } = useMemo(
    () => columnsFor(kind.toLowerCase(), id => t(`column.${id}`), ownColumns(model, kind)),
    [kind, model, t],
  );
  const [stored, setHidden] = useStored({ bucket: 'catalog.columns', key: kind.toLowerCase() }, isIds);
  const hidden: readonly string[] = stored ?? hiddenAtFirst;
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.includes(id)), [columns, hidden]);
  return { columns, hidden, setHidden, shown };
}

function isIds(value: JsonValue): value is string[] {
  return Array.isArray(value) && value.every(id => typeof id === 'string');
}
