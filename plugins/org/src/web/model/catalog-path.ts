/** What a list of the catalog is filtered by. */
export interface CatalogFilter {
  /** All kinds unless given. */
  kind?: string;
  type?: string;
  owners: readonly string[];
}

/** More owners than these make a URL that servers refuse. */
const mostOwners = 60;

/** The query of the list of the catalog with such entities; nothing when there are too many owners to name. */
export function toCatalogQuery({ kind, type, owners }: CatalogFilter): string | undefined {
  if (owners.length > mostOwners) return undefined;
  const query = new URLSearchParams({ 'filters[kind]': kind?.toLowerCase() ?? '*' });
  if (type !== undefined) query.set('filters[type]', type);
  for (const owner of owners) query.append('filters[owners]', owner);
  return query.toString();
}
