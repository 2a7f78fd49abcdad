import type { Outcome } from '../engine/outcome.ts';

/** An outcome in which nothing came of an entity. */
export const plainOutcome: Outcome = {
  relations: [],
  children: [],
  refreshKeys: [],
  errors: [],
  refusals: [],
  cache: null,
  trail: { processors: [] },
};
