import { useMemo, useState, type JSX, type ReactNode } from 'react';
import { Button, VisuallyHidden } from '@mantine/core';
import { useText, useTranslationRef, type TranslatedText } from '@portico/frontend-plugin-api';
import { Content, Page } from '@portico/ui';
import { IconFilter } from '@portico/ui/icons';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { CatalogListContext } from '../../react/catalog-list-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { EntityTable } from './entity-table.tsx';
import { IndexHeader } from './index-header.tsx';
import classes from './index-page.module.css';
import { useCatalogList } from './use-catalog-list.ts';
import { UnreadSourcesContext } from './use-unread-sources.ts';

/** A filter as the page has it. */
export interface PageFilter {
  /** The id of its extension. */
  id: string;
  /** Stands in the column of filters; `null` for a rule that is always in force. */
  element: JSX.Element | null;
  rule: CatalogFilterRule | undefined;
}

/** The list of entities, with its filters beside it. All of what is chosen is in the URL. */
export function IndexPage({
  title: givenTitle,
  kind,
  filters,
  pageSize,
  actions,
  emptyAction,
}: {
  title: string | TranslatedText;
  /** The one kind that the filters leave, if there is no filter for it. */
  kind?: string | undefined;
  actions?: ReactNode;
  emptyAction?: ReactNode;
  filters: readonly PageFilter[];
  pageSize: number | undefined;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const title = useText(givenTitle);
  const rules = useMemo(() => filters.flatMap(({ rule }) => rule ?? []), [filters]);
  const { list, asked, unreadSources } = useCatalogList(rules);
  const [isOpen, setOpen] = useState(false);
  return (
    <Page title={title}>
      <IndexHeader title={title} kind={kind} question={asked.question} actions={actions} />
      <Content
        aside={
          <>
            <Button
              variant="default"
              className={classes['toggle'] ?? ''}
              leftSection={<IconFilter size={14} />}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {t(isOpen ? 'hideFilters' : 'showFilters')}
            </Button>
            <div
              role="group"
              aria-label={t('filters')}
              className={classes['filters']}
              data-open={isOpen || undefined}
            >
              <VisuallyHidden component="h2">{t('filters')}</VisuallyHidden>
              <UnreadSourcesContext value={unreadSources}>
                <CatalogListContext value={list}>
                  {filters.map(
                    ({ id, element }) =>
                      element && (
                        <div key={id} className={classes['filter']}>
                          {element}
                        </div>
                      ),
                  )}
                </CatalogListContext>
              </UnreadSourcesContext>
            </div>
          </>
        }
      >
        <UnreadSourcesContext value={unreadSources}>
          <EntityTable
            rules={rules}
            kind={kind}
            asked={asked}
            pageSize={pageSize}
            emptyAction={emptyAction}
          />
        </UnreadSourcesContext>
      </Content>
    </Page>
  );
}
