import type { ComponentType } from 'react';
import { CatalogFilterBlueprint, type CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { optionalField, textField } from '../../react/config-fields.ts';
import type * as filters from './index-parts.ts';
import {
  kindRule,
  lifecycleRule,
  listRule,
  namespaceRule,
  ownerRule,
  statusRule,
  tagRule,
  typeRule,
} from './filter-rules.ts';

type Filters = typeof filters;

/** The filters of the list, in the order in which they stand unless the configuration tells another one. */
export const filterExtensions = [
  CatalogFilterBlueprint.makeWithOverrides({
    name: 'kind',
    configSchema: { initialFilter: textField },
    factory: (make, { config }) => {
      const initial = config.initialFilter?.toLowerCase();
      const rule = initial === undefined ? kindRule : { ...kindRule, initial: [initial] };
      return make({ rule, loader: load(parts => parts.KindFilter) });
    },
  }),
  CatalogFilterBlueprint.makeWithOverrides({
    name: 'list',
    configSchema: {
      initialFilter: optionalField(
        "'owned', 'teams', 'starred' or 'all'",
        (value): value is string =>
          typeof value === 'string' && ['owned', 'teams', 'starred', 'all'].includes(value),
        { enum: ['owned', 'teams', 'starred', 'all'] },
      ),
    },
    factory: (make, { config }) => {
      const initial = config.initialFilter;
      const rule = initial === undefined ? listRule : { ...listRule, initial: [initial] };
      return make({ rule, loader: load(parts => parts.ListFilter) });
    },
  }),
  filter('type', typeRule, parts => parts.TypeFilter),
  filter('mode', ownerRule, parts => parts.OwnerFilter),
  filter('lifecycle', lifecycleRule, parts => parts.LifecycleFilter),
  filter('processing-status', statusRule, parts => parts.StatusFilter),
  filter('tag', tagRule, parts => parts.TagFilter),
  filter('namespace', namespaceRule, parts => parts.NamespaceFilter),
];

function filter(name: string, rule: CatalogFilterRule, choose: (parts: Filters) => ComponentType) {
  return CatalogFilterBlueprint.make({ name, params: { rule, loader: load(choose) } });
}

function load(choose: (parts: Filters) => ComponentType) {
  return async () => ({ default: choose(await import('./index-parts.ts')) });
}
