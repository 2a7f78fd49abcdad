import type { EntityFilterQuery } from '@portico/catalog-client';
import { InputError } from '@portico/errors';
import type { AuthResolverCatalogUserQuery } from '../node/auth-provider.ts';

/**
 * The filter for the user that a sign-in resolver looks for by annotations or
 * by a filter.
 *
 * @throws InputError for a filter that does not say which user is meant: one
 *   without conditions, or with a value that is missing or empty, as when a
 *   provider did not tell it. It would find whoever happens to be there.
 */
export function toUserFilter(
  query: Exclude<AuthResolverCatalogUserQuery, { entityRef: unknown }>,
): EntityFilterQuery {
  if ('annotations' in query) {
    const pairs = Object.entries(query.annotations).map(([key, value]) => [
      `metadata.annotations.${key}`,
      value,
    ]);
    const filter = Object.fromEntries(pairs) as Record<string, string>;
    assertSpecific(filter);
    return { kind: 'user', ...filter };
  }
  if (!('filter' in query)) {
    throw new InputError("Invalid user lookup query; give it 'entityRef', 'annotations' or 'filter'");
  }
  const filters = [query.filter].flat();
  if (filters.length === 0) throw unspecific('filter');
  for (const filter of filters) assertSpecific(filter);
  return filters.map(one =>
    Object.keys(one).some(key => key.toLowerCase() === 'kind') ? one : { kind: 'user', ...one },
  );
}

function assertSpecific(filter: object): void {
  const values = Object.entries(filter);
  if (values.length === 0) throw unspecific('filter');
  for (const [key, value] of values) {
    const alternatives = [value].flat() as unknown[];
    const isSpecific = alternatives.length > 0 && alternatives.every(isValue);
    if (!isSpecific) throw unspecific(key);
  }
}

/** A symbol stands for any value, which is for the resolver to mean. */
function isValue(value: unknown): boolean {
  return typeof value === 'symbol' || (typeof value === 'string' && value !== '');
}

function unspecific(what: string): InputError {
  return new InputError(
    `The sign-in resolver looks for a user without a value for '${what}'. See what the provider tells of this person`,
  );
}
