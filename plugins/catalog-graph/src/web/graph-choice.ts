import type { RelationPair } from '../graph-options.ts';

/** What there is to choose from; everything that is known unless given. */
export interface GraphChoice {
  kinds?: readonly string[] | undefined;
  relations?: readonly string[] | undefined;
  relationPairs?: readonly RelationPair[] | undefined;
}
