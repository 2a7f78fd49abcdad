import type { StatementRunner } from '@portico/backend-plugin-api';
import type {
  EntityExplanation,
  ExplainedConflict,
  ExplainedFetch,
  ExplainedRule,
} from '@portico/catalog-client';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  type EntityProblem,
  parseEntityRef,
  parseLocationRef,
  stringifyEntityRef,
} from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';
import { findRefusals } from '../database/refusals.ts';
import type { CatalogRules } from '../engine/catalog-rules.ts';
import { loadExplained, type Explained } from './load-explained.ts';
import { describeSchedule, describeState, readOf, summarize } from './describe-state.ts';

/** Everything but what the permission policy says, which depends on who asks. */
export type EngineExplanation = Omit<EntityExplanation, 'permission'>;

/**
 * Tells why an entity is as it is, or why there is none. Any ref is answered.
 *
 * @throws InputError for what is no entity ref.
 */
export async function explainEntity(
  db: StatementRunner,
  rules: Pick<CatalogRules, 'decide'>,
  ref: string,
): Promise<EngineExplanation> {
  const entityRef = stringifyEntityRef(parseEntityRef(ref));
  const known = await loadExplained(db, entityRef);
  const refusals = await findRefusals(db, [entityRef]);
  const state = describeState(known);
  const errors = parseErrors(known.isHeld ? known.parentErrors : known.state?.errors);
  const problems = problemsOf(known, errors, entityRef);
  return {
    entityRef,
    state,
    summary: summarize(state, known, refusals),
    ...(known.uid !== null && { uid: known.uid }),
    ...(known.etag !== null && { etag: known.etag }),
    sources: known.sources,
    chain: known.chain,
    ...fetchOf(known),
    problems,
    errors: errors.filter(error => problemsIn(error).length === 0),
    rules: [...allowedBy(known, rules), ...refusals.flatMap(toRule)],
    conflicts: refusals.flatMap(refusal => toConflict(refusal, known)),
    processors: (known.trail?.processors ?? []).map(([name, durationMs, stages]) => ({
      name,
      stages,
      durationMs,
    })),
    schedule: describeSchedule(known),
    similar: known.similar,
  };
}

/** With lines where the file has told them. */
function problemsOf(known: Explained, errors: readonly SerializedError[], ref: string): EntityProblem[] {
  const located = known.parentTrail?.problems?.[ref] ?? [];
  const isLocated = ({ pointer }: EntityProblem): boolean =>
    located.some(problem => problem.pointer === pointer);
  const others = errors.flatMap(error => problemsIn(error)).filter(problem => !isLocated(problem));
  return [...located, ...others, ...(known.isHeld ? [] : problemsOfFile(known))];
}

/** What keeps the file of the entity from being read, which its parent was told. */
function problemsOfFile(known: Explained): EntityProblem[] {
  const read = readOf(known);
  if (read?.status !== 'failed') return [];
  return parseErrors(known.parentErrors)
    .flatMap(error => problemsIn(error))
    .filter(({ source }) => source === read.target);
}

function parseErrors(json: string | null | undefined): SerializedError[] {
  return json ? (JSON.parse(json) as SerializedError[]) : [];
}

function problemsIn(error: SerializedError): EntityProblem[] {
  const own = error['problems'];
  if (Array.isArray(own)) return own as EntityProblem[];
  return error.cause ? problemsIn(error.cause) : [];
}

function fetchOf(known: Explained): { fetch?: ExplainedFetch } {
  const { parentProcessedAt, parentCheck } = known;
  const read = readOf(known);
  if (!read || parentProcessedAt === null) return {};
  return {
    fetch: {
      location: read.target,
      at: new Date(parentProcessedAt).toISOString(),
      outcome: read.status,
      ...(parentCheck && { nextAt: new Date(parentCheck.dueAt).toISOString() }),
      ...(read.httpStatus !== undefined && { status: read.httpStatus }),
      ...(read.ms !== undefined && { durationMs: read.ms }),
      ...(read.error && { error: read.error }),
    },
  };
}

function allowedBy({ state }: Explained, rules: Pick<CatalogRules, 'decide'>): ExplainedRule[] {
  if (!state) return [];
  const entity = JSON.parse(state.unprocessed) as Entity;
  const { annotations } = entity.metadata;
  const origin = annotations?.[ANNOTATION_ORIGIN_LOCATION];
  const location = annotations?.[ANNOTATION_LOCATION];
  if (!origin || !location) return [];
  const { allowed, rule, reason } = rules.decide(entity, parseLocationRef(origin));
  return [
    {
      decision: allowed ? 'allowed' : 'refused',
      location: origin,
      ...(rule !== undefined && { rule }),
      reason,
    },
  ];
}

type Refusals = Awaited<ReturnType<typeof findRefusals>>;

function toRule({ reason, detail, claimant }: Refusals[number]): ExplainedRule[] {
  return reason === 'rule' ? [{ decision: 'refused', location: claimant, reason: detail }] : [];
}

function toConflict(
  { reason, detail, claimant, at }: Refusals[number],
  known: Explained,
): ExplainedConflict[] {
  const winner = known.sources.find(
    ({ type, name }) => (type === 'provider' ? `provider:${name}` : name) !== claimant,
  );
  if (reason !== 'conflict' || !winner) return [];
  const isProvider = claimant.startsWith('provider:');
  return [
    {
      winner,
      loser: {
        type: isProvider ? 'provider' : 'entity',
        name: isProvider ? claimant.slice('provider:'.length) : claimant,
      },
      lastSeenAt: new Date(at).toISOString(),
      reason: detail,
    },
  ];
}
