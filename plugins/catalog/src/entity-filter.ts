/** A key that must be there, with one of the values if there are any given. The case of letters does not count. */
export interface EntitiesSearchFilter {
  /** A dotted path. */
  key: string;
  values?: string[] | undefined;
}

/** A tree of tests: what permission rules ask for, and what cursors carry. */
export type EntityFilter =
  | { allOf: EntityFilter[] }
  | { anyOf: EntityFilter[] }
  | { not: EntityFilter }
  | EntitiesSearchFilter;
