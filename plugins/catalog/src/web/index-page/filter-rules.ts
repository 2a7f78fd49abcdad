import type { FilterPredicate } from '@portico/catalog-client';
import { parseEntityRef } from '@portico/catalog-model/refs';
import { translated } from '@portico/frontend-plugin-api';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { oneOf, valuesInForce } from './list-question.ts';
import type { ListState } from './list-state.ts';

/** The value of the kind filter that leaves all kinds in. */
export const allKinds = '*';

/** Met by no entity. */
const nothing: FilterPredicate = { $any: [] };

/** The path at which an orphan is told. */
export const orphanField = 'metadata.annotations.backstage.io/orphan';

/** The path at which is told how grave the status of an entity is. */
export const levelField = 'status.items.level';

/** The path of the location ref that an entity was read from. */
const sourceField = 'metadata.annotations.backstage.io/managed-by-location';

/** The kind, one at a time. */
export const kindRule: CatalogFilterRule = {
  param: 'kind',
  title: translated(catalogTranslationRef, 'filter.kind'),
  fields: ['kind'],
  initial: ['component'],
  resets: ['type'],
  toPredicate: values => (values.includes(allKinds) ? undefined : oneOf('kind', values)),
};

/** What is the user's, their teams' or starred. */
export const listRule: CatalogFilterRule = {
  param: 'user',
  title: translated(catalogTranslationRef, 'filter.user'),
  toPredicate([value], { userEntityRef, ownershipEntityRefs, starredEntityRefs }) {
    const owners = ownershipEntityRefs.length > 0 ? ownershipEntityRefs : [userEntityRef];
    switch (value) {
      case 'owned':
        return oneOf('relations.ownedBy', owners);
      case 'teams':
        return (
          oneOf(
            'relations.ownedBy',
            owners.filter(ref => ref !== userEntityRef),
          ) ?? nothing
        );
      case 'starred':
        return { $any: [...starredEntityRefs].map(isEntity) };
      default:
        return undefined;
    }
  },
};

/** Owner, type and the like: one path, of whose values one must be there. */
export const typeRule = fieldRule('type', 'spec.type');
/** See {@link typeRule}. */
export const ownerRule = fieldRule('owners', 'relations.ownedBy');
/** See {@link typeRule}. */
export const lifecycleRule = fieldRule('lifecycles', 'spec.lifecycle');
/** See {@link typeRule}. */
export const tagRule = fieldRule('tags', 'metadata.tags');
/** See {@link typeRule}. */
export const namespaceRule = fieldRule('namespace', 'metadata.namespace');

/** Entities with errors, those that nothing declares any more, and those whose source could not be read. */
export const statusRule: CatalogFilterRule = {
  param: 'status',
  title: translated(catalogTranslationRef, 'filter.status'),
  fields: [levelField, orphanField],
  toPredicate(values, { unreadSources }) {
    const states: FilterPredicate[] = [
      ...(values.includes('error') ? [{ [levelField]: 'error' }] : []),
      ...(values.includes('orphan') ? [{ [orphanField]: 'true' }] : []),
      ...(values.includes('stale') ? [stale(unreadSources)] : []),
    ];
    return states.length === 0 ? undefined : { $any: states };
  },
};

/** Whether a list is of the entities whose source could not be read, so that these sources must be known. */
export function asksForStale(state: ListState, rules: readonly CatalogFilterRule[]): boolean {
  return rules.some(rule => rule.param === statusRule.param && valuesInForce(state, rule).includes('stale'));
}

/** As the rows are marked: not what has errors itself. */
function stale(unreadSources: readonly string[]): FilterPredicate {
  const isFromThere = oneOf(sourceField, unreadSources);
  return isFromThere ? { $all: [isFromThere, { $not: { [levelField]: 'error' } }] } : nothing;
}

function fieldRule(
  param: 'type' | 'owners' | 'lifecycles' | 'tags' | 'namespace',
  field: string,
): CatalogFilterRule {
  const title = translated(catalogTranslationRef, `filter.${param}`);
  return { param, title, fields: [field], toPredicate: values => oneOf(field, values) };
}

function isEntity(entityRef: string): FilterPredicate {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return { kind, 'metadata.namespace': namespace, 'metadata.name': name };
}
