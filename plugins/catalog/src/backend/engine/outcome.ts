import type { RelationEdge } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';
import type { DesiredEntity } from './desired-entity.ts';
import type { Refusal } from '../database/refusals.ts';

/** What processing an entity led to. */
export interface Outcome {
  /** The processed entity as JSON; absent when something went wrong, and the last good version stays. */
  processed?: string;
  relations: RelationEdge[];
  children: DesiredEntity[];
  refreshKeys: string[];
  errors: SerializedError[];
  /** Children that were not let in. */
  refusals: Refusal[];
  /** What processors remember, as JSON. */
  cache: string | null;
  trail: ProcessingTrail;
}

/** Who had a hand in an entity. */
export interface ProcessingTrail {
  /** The processors that changed it, judged it or added to it, with the milliseconds they took. */
  processors: [name: string, ms: number][];
  /** What was read for it. */
  reads?: ReadTrace[];
}

/** One read from outside. */
export interface ReadTrace {
  target: string;
  status: 'read' | 'unchanged' | 'failed' | 'postponed';
  /** When it failed. */
  message?: string;
}
