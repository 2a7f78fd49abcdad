import { useMemo, useState, type JSX } from 'react';
import { Button, VisuallyHidden } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Content, Page } from '@portico/ui';
import { IconFilter } from '@portico/ui/icons';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { CatalogListContext, type CatalogList } from '../../react/catalog-list-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { EntityTable } from './entity-table.tsx';
import { listRule } from './filter-rules.ts';
import { IndexHeader } from './index-header.tsx';
import classes from './index-page.module.css';
import { toListQuestion, valuesInForce } from './list-question.ts';
import { withValues, type ListState } from './list-state.ts';
import { useFacetCounts } from './use-facet-counts.ts';
import { useFilterContext } from './use-filter-context.ts';
import { useListState } from './use-list-state.ts';

/** A filter as the page has it. */
export interface PageFilter {
  /** The id of its extension. */
  id: string;
  element: JSX.Element;
  rule: CatalogFilterRule | undefined;
}

/** The list of entities, with its filters beside it. All of what is chosen is in the URL. */
export function IndexPage({
  title,
  filters,
  pageSize,
}: {
  title: string;
  filters: readonly PageFilter[];
  pageSize: number | undefined;
}) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const rules = useMemo(() => filters.flatMap(({ rule }) => rule ?? []), [filters]);
  const { list, asked } = useCatalogList(rules);
  const [isOpen, setOpen] = useState(false);
  return (
    <Page title={title}>
      <IndexHeader title={title} question={asked.question} />
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
              <CatalogListContext value={list}>
                {filters.map(({ id, element }) => (
                  <div key={id} className={classes['filter']}>
                    {element}
                  </div>
                ))}
              </CatalogListContext>
            </div>
          </>
        }
      >
        <EntityTable rules={rules} asked={asked} pageSize={pageSize} />
      </Content>
    </Page>
  );
}

/** What the table asks for. */
export type AskedList = ReturnType<typeof useCatalogList>['asked'];

function useCatalogList(rules: readonly CatalogFilterRule[]) {
  const [state, setState] = useListState();
  const { context, isReady: isUserKnown } = useFilterContext();
  const asksForUser = rules.some(
    rule => rule.param === listRule.param && valuesInForce(state, rule).length > 0,
  );
  const isReady = isUserKnown || !asksForUser;
  const countsOf = useFacetCounts(state, { rules, context, isReady });
  const question = useMemo(() => toListQuestion(state, { rules, context }), [state, rules, context]);
  const ruleOf = (param: string) => rules.find(rule => rule.param === param);
  const change = (param: string, values: readonly string[]): ListState => {
    const { initial = [], resets = [] } = ruleOf(param) ?? {};
    const reset = resets.reduce((before, other) => withValues(before, { param: other, values: [] }), state);
    return withValues(reset, { param, values, initial });
  };
  const list: CatalogList = {
    valuesOf(param) {
      const rule = ruleOf(param);
      return rule ? valuesInForce(state, rule) : (state.filters.get(param) ?? []);
    },
    setValues: (param, values) => setState(change(param, values)),
    countsOf,
    questionFor: (param, values) => toListQuestion(change(param, values), { rules, context }),
  };
  return { list, asked: { state, setState, question, isReady, setValues: list.setValues } };
}
