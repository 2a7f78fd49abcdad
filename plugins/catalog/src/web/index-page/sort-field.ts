/** The dotted paths that columns sort by; those that are not here do not sort. */
const sortFields: Readonly<Record<string, string>> = {
  name: 'metadata.name',
  kind: 'kind',
  owner: 'spec.owner',
  type: 'spec.type',
  lifecycle: 'spec.lifecycle',
  system: 'spec.system',
  domain: 'spec.domain',
  parent: 'spec.parent',
  email: 'spec.profile.email',
  namespace: 'metadata.namespace',
};

/** Whether the list can be sorted by one of its own columns. */
export function isSortable(columnId: string): boolean {
  return Object.hasOwn(sortFields, columnId);
}

/** The dotted path that a column sorts by; the name's for those that do not sort. */
export function sortFieldOf(columnId: string): string {
  if (isOwnColumn(columnId)) return columnId;
  return (isSortable(columnId) ? sortFields[columnId] : undefined) ?? 'metadata.name';
}

/** Whether a column is for a field that a model has added: its id is the dotted path of the field. */
export function isOwnColumn(columnId: string): boolean {
  return columnId.startsWith('spec.');
}
