import { useQueries } from '@tanstack/react-query';
import { isEntityRef } from '@portico/catalog-model/refs';
import { useApi } from '@portico/frontend-plugin-api';
import { entityLoaderApiRef } from '../../react/entity-loader-api.ts';
import { shortName, titleOf } from '../../react/entity-names.ts';
import { entitySummaryQuery } from '../../react/entity-queries.ts';

/** Titles of more owners than these are not worth the wait. */
const mostNamed = 200;

/**
 * What owners are called: by their titles once these are known, until then by
 * what is short of their refs. The links of the table name the same owners, in
 * the same request.
 */
export function useOwnerNames(owners: readonly string[]): (owner: string) => string {
  const loader = useApi(entityLoaderApiRef);
  const refs = [...new Set(owners)].filter(ref => isEntityRef(ref)).slice(0, mostNamed);
  const loaded = useQueries({ queries: refs.map(ref => entitySummaryQuery(loader, ref)) });
  const titles = new Map(loaded.map(({ data }, index) => [refs[index], data && titleOf(data)]));
  return owner => titles.get(owner) ?? (isEntityRef(owner) ? shortName(owner) : owner);
}
