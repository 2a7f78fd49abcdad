import { useTexts, useTranslationRef } from '@portico/frontend-plugin-api';
import { FilterChips, type FilterChip } from '@portico/ui';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { useKindPlural } from '../../react/use-kind-name.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { allKinds, kindRule, ownerRule } from './filter-rules.ts';
import type { AskedList } from './use-catalog-list.ts';
import classes from './index-page.module.css';
import { withValues } from './list-state.ts';
import { useOwnerNames } from './use-owner-names.ts';

/** The filters in force, each to be taken away. Those that are there at first are not among them. */
export function ActiveFilters({
  rules,
  asked: { state, setState },
}: {
  rules: readonly CatalogFilterRule[];
  asked: AskedList;
}) {
  const words = useFilterWords(state.filters.get(ownerRule.param) ?? []);
  const toWords = useTexts(rules.map(({ title }) => title));
  const chips = rules.flatMap(rule => {
    const values = state.filters.get(rule.param) ?? [];
    return values.map((value): FilterChip => ({
      id: `${rule.param} ${value}`,
      label: toWords(rule.title),
      value: words.valueOf(rule, value),
      onRemove: () => {
        const rest = values.filter(other => other !== value);
        const next = rest.length === 0 ? (rule.initial ?? []) : rest;
        setState(withValues(state, { param: rule.param, values: next, initial: rule.initial ?? [] }));
      },
    }));
  });
  const textChip: FilterChip[] =
    state.text === ''
      ? []
      : [
          {
            id: 'text',
            label: words.text,
            value: state.text,
            onRemove: () => setState({ ...state, text: '' }),
          },
        ];
  const all = [...textChip, ...chips];
  if (all.length === 0) return null;
  return (
    <div className={classes['chips']}>
      <FilterChips chips={all} onClear={() => setState({ ...state, text: '', filters: new Map() })} />
    </div>
  );
}

function useFilterWords(owners: readonly string[]) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const toPlural = useKindPlural();
  const ownerName = useOwnerNames(owners);
  const values: Record<string, string> = {
    [`kind ${allKinds}`]: t('allKinds'),
    'user all': t('shown.all'),
    'user owned': t('shown.owned'),
    'user teams': t('shown.teams'),
    'user starred': t('shown.starred'),
    'status error': t('state.error'),
    'status orphan': t('state.orphan'),
    'status stale': t('state.stale'),
  };
  return {
    text: t('text'),
    valueOf({ param }: CatalogFilterRule, value: string): string {
      const known = Object.hasOwn(values, `${param} ${value}`) ? values[`${param} ${value}`] : undefined;
      if (known !== undefined) return known;
      if (param === kindRule.param) return toPlural(value);
      return param === ownerRule.param ? ownerName(value) : value;
    },
  };
}
