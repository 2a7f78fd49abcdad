import type { EntityProblem, RelationEdge } from '@portico/catalog-model';
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
  /** A host could not be reached, or did not do what it was asked to. */
  hostFailed?: boolean;
  /** Something has to wait for its turn to be read; everything else in here is void. Milliseconds since 1970. */
  postponedUntil?: number;
  /** What processors remember, as JSON. */
  cache: string | null;
  trail: ProcessingTrail;
}

/** Who had a hand in an entity. */
export interface ProcessingTrail {
  /** The processors that changed it, judged it or added to it, with the milliseconds they took, and in which stages. */
  processors: [name: string, ms: number, stages: string[]][];
  /** What was read for it. */
  reads?: ReadTrace[];
  /** What is wrong with documents that were read, by the ref of their entity. */
  problems?: Record<string, EntityProblem[]>;
}

/** One read from outside. */
export interface ReadTrace {
  target: string;
  status: 'read' | 'unchanged' | 'failed';
  /** What went wrong, when it failed. */
  error?: { name: string; message: string };
  /** The HTTP status, if there was an answer over HTTP. */
  httpStatus?: number;
  /** Milliseconds that the host took. */
  ms?: number;
}
