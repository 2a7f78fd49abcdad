import {
  LifecycleFilter,
  ListFilter,
  NamespaceFilter,
  OwnerFilter,
  StatusFilter,
  TagFilter,
  TypeFilter,
} from './filters.tsx';
import {
  lifecycleRule,
  listRule,
  namespaceRule,
  ownerRule,
  statusRule,
  tagRule,
  typeRule,
} from './filter-rules.ts';
import type { PageFilter } from './index-page.tsx';

/** The filters of a list of one kind: all that the catalog has itself, but for the kind. */
export function ownFilters(kind: string): PageFilter[] {
  return [
    // Nothing in the URL changes the kind, and nothing is shown of it.
    { id: 'kind', element: null, rule: { param: 'only', title: kind, toPredicate: () => ({ kind }) } },
    { id: 'user', element: <ListFilter />, rule: listRule },
    { id: 'type', element: <TypeFilter />, rule: typeRule },
    { id: 'owners', element: <OwnerFilter />, rule: ownerRule },
    { id: 'lifecycles', element: <LifecycleFilter />, rule: lifecycleRule },
    { id: 'status', element: <StatusFilter />, rule: statusRule },
    { id: 'tags', element: <TagFilter />, rule: tagRule },
    { id: 'namespace', element: <NamespaceFilter />, rule: namespaceRule },
  ];
}
