import type { EntityProblem } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';

/** Why an entity is as it is, or why there is none. The answer of `explain`. */
export interface EntityExplanation {
  /** The ref that was asked for, in lower case. */
  entityRef: string;
  /**
   * `present`: in the catalog and in order; `stale`: the last good version is
   * served, since later ones have faults; `pending`: declared and not read yet;
   * `failing`: declared and never been in order; `orphan`: nothing declares it
   * any more; `removed`: was there once; `absent`: nothing is known of it.
   */
  state: 'present' | 'stale' | 'pending' | 'failing' | 'orphan' | 'removed' | 'absent';
  /** The answer in a sentence or two. */
  summary: string;
  uid?: string;
  etag?: string;
  /** Who declares it; the one that counts first. */
  sources: ExplainedSource[];
  /** The way from what was registered down to the entity, which is the last. */
  chain: ExplainedAncestor[];
  /** The last time that its file was read. */
  fetch?: ExplainedFetch;
  /** Faults in its document, with file, line and column where they are known. */
  problems: EntityProblem[];
  /** Errors of the last processing that are not about its document. */
  errors: SerializedError[];
  rules: ExplainedRule[];
  conflicts: ExplainedConflict[];
  processors: ExplainedProcessor[];
  schedule: ExplainedSchedule;
  /** What the permission policy says to the caller. */
  permission: ExplainedPermission;
  /** Refs that exist and that may have been meant. */
  similar: string[];
}

/** A provider or a parent entity that declares an entity. */
export interface ExplainedSource {
  type: 'provider' | 'entity';
  /** The name of the provider, or the ref of the parent. */
  name: string;
  /** What keeps others from declaring the same ref. */
  locationKey?: string;
  /** ISO time. */
  lastSeenAt?: string;
  /**
   * ISO time since which the provider does not declare it any more, and the
   * guard on mass changes holds its removal back. `POST /providers/:name/release`
   * removes all that is held back for the provider.
   */
  removalHeldSince?: string;
}

/** One step of the way that led to an entity. */
export interface ExplainedAncestor {
  entityRef: string;
  /** The location ref that it was read from. */
  location?: string;
  /** The provider that declares it, if it is a root. */
  provider?: string;
  /** As of its source, when nothing else declares it: what comes from it goes with it. */
  removalHeldSince?: string;
}

/** One reading of a file. */
export interface ExplainedFetch {
  /** The location ref that was read. */
  location: string;
  /** ISO time. */
  at: string;
  outcome: 'read' | 'unchanged' | 'failed';
  /** ISO time at which it is read again, unless something asks for it before. */
  nextAt?: string;
  /** The HTTP status, if it was an HTTP request. */
  status?: number;
  durationMs?: number;
  error?: SerializedError;
}

/** What the catalog's rules say about the entity's kind at its location. */
export interface ExplainedRule {
  decision: 'allowed' | 'refused';
  /** The location that the rules were asked about. */
  location: string;
  /** Where the rule that decided stands, such as `catalog.rules[2]`. */
  rule?: string;
  reason: string;
}

/** Two sources that declare the same ref. */
export interface ExplainedConflict {
  winner: ExplainedSource;
  loser: ExplainedSource;
  /** ISO time. */
  lastSeenAt: string;
  reason: string;
}

/** What a processor did in the last run. */
export interface ExplainedProcessor {
  name: string;
  stages: string[];
  durationMs: number;
}

/** When the entity was and will be looked at. Times are ISO times. */
export interface ExplainedSchedule {
  firstSeenAt?: string;
  lastProcessedAt?: string;
  lastSuccessAt?: string;
  lastChangedAt?: string;
  nextCheckAt?: string;
  /** Why then, or why never. */
  reason: string;
  /**
   * The reason in a word, for programs and translations: `absent`: nothing
   * declares it; `running`: it is being processed; `source`: it changes with the
   * file that declares it, which is read from time to time; `change`: only when
   * what declares it changes; `retry`: it failed; `targets`: it reads files
   * itself; `regular`: something else about it is looked at from time to time.
   */
  code: 'absent' | 'running' | 'source' | 'change' | 'retry' | 'targets' | 'regular';
}

/** A decision of the permission policy. */
export interface ExplainedPermission {
  permission: string;
  decision: 'allow' | 'deny';
  /** Whether the decision depends on what is in the entity. */
  conditional: boolean;
}
