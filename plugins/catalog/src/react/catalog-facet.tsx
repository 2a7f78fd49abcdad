import type { ReactNode } from 'react';
import { FacetSection } from '@portico/ui';
import { useCatalogFilter, type FacetCount } from './catalog-list-context.ts';

/** A filter by the values at one path, each with how many entities have it; nothing while no entity has any. */
export function CatalogFacet({
  param,
  title,
  field,
  isSingle = false,
  isClosed = false,
  labelOf,
  iconOf,
  compare,
}: {
  /** The `param` of the filter's rule. */
  param: string;
  title: string;
  /** The dotted path; among the `fields` of the filter's rule. */
  field: string;
  /** One value at most. */
  isSingle?: boolean;
  /** Closed until it is opened or has a value. */
  isClosed?: boolean;
  /** What a value is called, unless by itself. */
  labelOf?: ((value: string) => string) | undefined;
  iconOf?: ((value: string) => ReactNode) | undefined;
  /** The order of the values; the most frequent first unless given. */
  compare?: ((a: FacetCount, b: FacetCount) => number) | undefined;
}) {
  const { values, setValues, countsOf, isUncounted } = useCatalogFilter(param);
  const counts = countsOf(field);
  const hasNone = counts ? counts.length === 0 : isUncounted;
  if (hasNone && values.length === 0) return null;
  const counted = new Set((counts ?? []).map(({ value }) => value));
  const lost = values.filter(value => !counted.has(value)).map(value => ({ value, count: counts && 0 }));
  const options = [...lost, ...(counts ?? []).toSorted(compare ?? byCount)].map(({ value, count }) => ({
    value,
    count,
    label: labelOf?.(value),
    icon: iconOf?.(value),
  }));
  return (
    <FacetSection
      group={{
        id: param,
        title,
        options,
        selected: values,
        onChange: setValues,
        isSingle,
        isClosed,
        isLoading: counts === undefined && !isUncounted,
      }}
    />
  );
}

function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || a.value.localeCompare(b.value);
}
