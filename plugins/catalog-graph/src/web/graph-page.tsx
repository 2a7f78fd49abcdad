import { useMemo } from 'react';
import { Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { isEntityRef } from '@portico/catalog-model/refs';
import { usePageTitle, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { useEntityPresentation } from '@portico/plugin-catalog/react';
import { Header, Page, SearchField } from '@portico/ui';
import { IconFilter } from '@portico/ui/icons';
import type { GraphOptions } from '../graph-options.ts';
import { catalogGraphRouteRef } from '../react/route.ts';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import { ExportMenu } from './export-menu.tsx';
import type { GraphChoice } from './graph-choice.ts';
import { GraphFilters } from './graph-filters.tsx';
import classes from './graph-page.module.css';
import { GraphView } from './graph-view.tsx';
import { RootPicker } from './root-picker.tsx';
import { useGraph } from './use-graph.ts';
import { useGraphOptions, type OptionsControl } from './use-graph-options.ts';

/** The page with the map. All that is chosen on it is in the URL. */
export function GraphPage({ initial, choice }: { initial: GraphOptions; choice: GraphChoice }) {
  const title = useTitle();
  const control = useGraphOptions(initial);
  const { options, change } = control;
  const root = options.rootEntityRefs[0];
  const fault = options.rootEntityRefs.find(ref => !isEntityRef(ref));
  if (root === undefined || fault !== undefined) {
    return (
      <Page title={title}>
        <Header title={title} breadcrumbs={[{ title }]} />
        <RootPicker fault={fault} onPick={ref => change({ rootEntityRefs: [ref] }, { isStep: true })} />
      </Page>
    );
  }
  return <GraphOf key="graph" root={root} control={control} choice={choice} />;
}

function GraphOf({ root, control, choice }: { root: string; control: OptionsControl; choice: GraphChoice }) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const { options, change } = control;
  const graph = useGraph(options, choice);
  const name = useRootName(root, graph.graph?.nodes);
  const toGraph = useRouteRef(catalogGraphRouteRef);
  const pageTitle = useTitle();
  const isShown = graph.graph !== undefined && graph.graph.nodes.length > 0;
  return (
    <Page title={t('around', { name })}>
      <Header
        title={t('around', { name })}
        breadcrumbs={[{ title: pageTitle, to: toGraph?.() }, { title: name }]}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconFilter size={14} />}
              aria-expanded={options.showFilters}
              onClick={() => change({ showFilters: !options.showFilters })}
            >
              {t('filters')}
            </Button>
            <SegmentedControl
              size="xs"
              aria-label={t('view')}
              value={options.isList ? 'list' : 'map'}
              onChange={value => change({ isList: value === 'list' })}
              data={[
                { value: 'map', label: t('map') },
                { value: 'list', label: t('list') },
              ]}
            />
            <ExportMenu name={name} placed={graph.placed} options={options} />
          </>
        }
      />
      <div className={classes['page']} data-filters={options.showFilters || undefined}>
        {options.showFilters && (
          <aside className={classes['aside']} aria-label={t('filters')}>
            <VisuallyHidden component="h2">{t('filters')}</VisuallyHidden>
            <GraphFilters control={control} choice={choice} graph={graph.answer} />
          </aside>
        )}
        <div className={classes['main']}>
          {isShown && (
            <div className={classes['bar']}>
              <SearchField
                label={t('search')}
                value={options.search}
                onChange={search => change({ search, focus: undefined })}
              />
              <Counts graph={graph} search={options.search} />
            </div>
          )}
          <GraphView control={control} graph={graph} root={root} />
        </div>
      </div>
    </Page>
  );
}

function useTitle(): string {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  return usePageTitle(catalogGraphRouteRef) ?? t('title');
}

function Counts({ graph, search }: { graph: ReturnType<typeof useGraph>; search: string }) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const { nodes = [], edges = [] } = graph.graph ?? {};
  const found = graph.found?.size ?? 0;
  return (
    <p className={classes['counts']} role="status">
      {search === ''
        ? `${t('count', { count: nodes.length })} · ${t('lines', { count: edges.length })}`
        : found === 0
          ? t('foundNone')
          : t('found', { count: found })}
    </p>
  );
}

function useRootName(
  root: string,
  nodes: readonly { entityRef: string; title?: string }[] | undefined,
): string {
  const { primaryTitle } = useEntityPresentation(root);
  return useMemo(
    () => nodes?.find(({ entityRef }) => entityRef === root.toLowerCase())?.title ?? primaryTitle,
    [nodes, root, primaryTitle],
  );
}
