import { useId, type ReactNode } from 'react';
import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EntityGraph } from '@portico/catalog-client';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  catalogApiRef,
  catalogQueryKey,
  useKindPlural,
  useRelationWords,
} from '@portico/plugin-catalog/react';
import { Facets, KindIcon, type FacetOption } from '@portico/ui';
import { isDirection } from '../graph-options.ts';
import { catalogGraphApiRef } from '../react/catalog-graph-api.ts';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import classes from './graph-page.module.css';
import type { GraphChoice } from './graph-choice.ts';
import type { OptionsControl } from './use-graph-options.ts';

const depths = ['1', '2', '3', '4', '∞'];

/** What is shown and how, to choose. */
export function GraphFilters({
  control: { options, change },
  choice,
  graph,
}: {
  control: OptionsControl;
  choice: GraphChoice;
  graph: EntityGraph | undefined;
}) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const kinds = useKindOptions(graph, choice.kinds);
  const relations = useRelationOptions(graph, choice.relations);
  const depth = Number.isFinite(options.maxDepth) ? String(options.maxDepth) : '∞';
  return (
    <div className={classes['filters']}>
      <Setting title={t('depth')}>
        {label => (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-labelledby={label}
            value={depth}
            onChange={value => change({ maxDepth: value === '∞' ? Number.POSITIVE_INFINITY : Number(value) })}
            data={[...new Set([...depths.slice(0, -1), ...(depth === '∞' ? [] : [depth])]), '∞'].map(
              value => ({
                value,
                label: value === '∞' ? t('depthAll') : value,
              }),
            )}
          />
        )}
      </Setting>
      <Facets
        label={t('filters')}
        groups={[
          {
            id: 'kinds',
            title: t('kinds'),
            options: kinds,
            selected: [...(options.selectedKinds ?? [])],
            onChange: selected => change({ selectedKinds: selected.length === 0 ? undefined : selected }),
          },
          {
            id: 'relations',
            title: t('relations'),
            options: relations,
            selected: [...(options.selectedRelations ?? [])],
            onChange: selected => change({ selectedRelations: selected.length === 0 ? undefined : selected }),
          },
        ]}
      />
      <Setting title={t('layout')}>
        {label => (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-labelledby={label}
            value={options.layout}
            onChange={value => change({ layout: value === 'force' ? 'force' : 'hierarchy' })}
            data={[
              { value: 'hierarchy', label: t('hierarchy') },
              { value: 'force', label: t('force') },
            ]}
          />
        )}
      </Setting>
      {options.layout === 'hierarchy' && (
        <>
          <Select
            size="xs"
            label={t('direction')}
            value={options.direction}
            allowDeselect={false}
            onChange={value => isDirection(value) && change({ direction: value })}
            data={(['LR', 'RL', 'TB', 'BT'] as const).map(value => ({ value, label: t(value) }))}
          />
          <Setting title={t('curve')}>
            {label => (
              <SegmentedControl
                size="xs"
                fullWidth
                aria-labelledby={label}
                value={options.curve}
                onChange={value =>
                  change({ curve: value === 'curveStepBefore' ? 'curveStepBefore' : 'curveMonotoneX' })
                }
                data={[
                  { value: 'curveMonotoneX', label: t('curved') },
                  { value: 'curveStepBefore', label: t('stepped') },
                ]}
              />
            )}
          </Setting>
        </>
      )}
      <Switch
        size="xs"
        label={t('merge')}
        checked={options.mergeRelations}
        onChange={event => change({ mergeRelations: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label={t('unidirectional')}
        checked={options.unidirectional}
        onChange={event => change({ unidirectional: event.currentTarget.checked })}
      />
    </div>
  );
}

function Setting({ title, children }: { title: string; children(labelId: string): ReactNode }) {
  const id = useId();
  return (
    <div>
      <div id={id} className={classes['label']}>
        {title}
      </div>
      {children(id)}
    </div>
  );
}

/** The kinds of the catalog, those on the map first, with how many of them there are. */
function useKindOptions(
  graph: EntityGraph | undefined,
  offered: readonly string[] | undefined,
): FacetOption[] {
  const catalog = useApi(catalogApiRef);
  const kindsName = useKindPlural();
  const { data } = useQuery({
    queryKey: [...catalogQueryKey, 'kinds'],
    queryFn: async ({ signal }) =>
      (await catalog.getEntityFacets({ facets: ['kind'] }, { signal })).facets['kind']?.map(
        ({ value }) => value,
      ),
    staleTime: 300_000,
  });
  const counts = countBy(graph?.nodes.map(({ kind }) => kind) ?? []);
  return sortByCount(offered ?? data ?? [], counts).map(([kind, count]) => ({
    value: kind,
    label: kindsName(kind),
    count,
    icon: <KindIcon kind={kind} size={14} />,
  }));
}

function useRelationOptions(
  graph: EntityGraph | undefined,
  offered: readonly string[] | undefined,
): FacetOption[] {
  const words = useRelationWords();
  const { knownRelations } = useApi(catalogGraphApiRef);
  const counts = countBy(graph?.edges.map(({ type }) => type) ?? []);
  return sortByCount(offered ?? knownRelations, counts).map(([type, count]) => ({
    value: type,
    label: words(type),
    count,
  }));
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function sortByCount(offered: readonly string[], counts: ReadonlyMap<string, number>): [string, number][] {
  const known = new Set(offered.map(value => value.toLowerCase()));
  const others = [...counts.keys()].filter(value => !known.has(value.toLowerCase()));
  return [...offered, ...others]
    .map((value): [string, number] => [value, counts.get(value) ?? 0])
    .sort(([, a], [, b]) => b - a);
}
