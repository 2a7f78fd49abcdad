import type { EntityExplanation, ExplainedSchedule } from '@portico/catalog-client';
import type { Refusal } from '../database/refusals.ts';
import type { ReadTrace } from '../engine/outcome.ts';
import type { Explained } from './load-explained.ts';

type State = EntityExplanation['state'];

/** The state of a ref in a word. */
export function describeState(known: Explained): State {
  const { uid, etag, state, isOrphan, isHeld, wasRemoved } = known;
  if (isHeld) return 'failing';
  if (uid === null) return wasRemoved ? 'removed' : 'absent';
  if (isOrphan) return 'orphan';
  if (state?.errors) return etag === null ? 'failing' : 'stale';
  if (etag === null) return 'pending';
  return readOf(known)?.status === 'failed' ? 'stale' : 'present';
}

/** The last time that the parent read what the entity comes from. A failure keeps all that came from there as it was. */
export function readOf({ location, parentTrail }: Explained): ReadTrace | undefined {
  const reads = parentTrail?.reads ?? [];
  const own = reads.find(({ target, status }) =>
    location === undefined ? status === 'failed' : target === location,
  );
  return own ?? reads[0];
}

/** The state of a ref in a sentence or two, with what to do about it. */
export function summarize(state: State, known: Explained, refusals: readonly Refusal[]): string {
  const held = summarizeHeldRemoval(known);
  if (held === undefined) return summarizeState(state, known, refusals);
  return `${state === 'present' ? 'In the catalog.' : summarizeState(state, known, refusals)} ${held}`;
}

function summarizeHeldRemoval({ chain }: Explained): string | undefined {
  const root = chain.find(({ removalHeldSince }) => removalHeldSince !== undefined);
  if (!root?.provider) return undefined;
  const { provider, removalHeldSince } = root;
  const what = root === chain.at(-1) ? 'it' : `'${root.entityRef}', which it comes from,`;
  return `The provider '${provider}' does not declare ${what} any more; its removal is held back since ${removalHeldSince}, as too much would go at once. Mend the provider, or send POST /api/catalog/providers/${encodeURIComponent(provider)}/release to remove all that is held back for it.`;
}

function summarizeState(state: State, known: Explained, refusals: readonly Refusal[]): string {
  const source = known.sources[0]?.name;
  switch (state) {
    case 'present':
      return `In the catalog, as declared by '${source ?? 'nobody'}'.`;
    case 'stale':
      return `In the catalog as it was when it was last in order. What '${source ?? 'nobody'}' declares now has faults, or cannot be read; see the problems and errors.`;
    case 'pending':
      return 'Declared, and about to be processed for the first time.';
    case 'failing':
      return summarizeFailure(refusals);
    case 'orphan':
      return `${known.etag === null ? 'Not in' : 'In'} the catalog, and nothing declares it any more. It is removed unless catalog.orphanStrategy keeps it.`;
    case 'removed':
      return 'It was in the catalog and was removed; see its history.';
    case 'absent':
      return summarizeAbsence(known, refusals);
  }
}

function summarizeFailure(refusals: readonly Refusal[]): string {
  const held = refusals.find(({ reason }) => reason === 'held');
  return held
    ? `Declared by '${held.claimant}', and not in the catalog. ${held.detail}.`
    : 'Declared, and not in the catalog, since it has never been in order; see the problems and errors.';
}

function summarizeAbsence(known: Explained, refusals: readonly Refusal[]): string {
  const [refusal] = refusals;
  if (refusal)
    return `Not in the catalog: '${refusal.claimant}' declares it and was refused. ${refusal.detail}.`;
  const similar = known.similar.map(ref => `'${ref}'`).join(', ');
  return similar
    ? `Nothing declares it. There is ${similar}.`
    : 'Nothing declares it. Register the location of the file that does.';
}

/** When an entity was and will be looked at. */
export function describeSchedule(known: Explained): ExplainedSchedule {
  const { firstSeenAt, lastChangedAt, state, check, parentCheck } = known;
  const next = isMendedBySource(known) ? parentCheck : check;
  return {
    ...time('firstSeenAt', firstSeenAt),
    ...time('lastProcessedAt', state?.processedAt ?? null),
    ...time('lastSuccessAt', state?.succeededAt ?? null),
    ...time('lastChangedAt', lastChangedAt),
    ...time('nextCheckAt', next && !next.isRunning ? next.dueAt : null),
    reason: reasons[codeOf(known)],
    code: codeOf(known),
  };
}

const reasons: Record<ExplainedSchedule['code'], string> = {
  absent: 'Nothing declares it, so there is nothing to check',
  running: 'It is being processed now',
  source: 'It is processed when what declares it changes, which is looked at from time to time',
  change: 'It is processed when its source changes; nothing about it is read from elsewhere',
  retry: 'It failed, and is tried again',
  targets: 'Its targets are read from elsewhere, and may change there',
  regular: 'Something that it depends on is read from elsewhere, or a plugin asks for regular checks',
};

function codeOf(known: Explained): ExplainedSchedule['code'] {
  const { uid, isHeld, check, parentCheck, trail, state } = known;
  if (isHeld) return 'source';
  if (uid === null) return 'absent';
  if (check?.isRunning) return 'running';
  if (!check) return parentCheck ? 'source' : 'change';
  if (isMendedBySource(known)) return 'source';
  if (state?.errors) return 'retry';
  return trail?.reads ? 'targets' : 'regular';
}

/** What is wrong with a document stays so until its file is read again, which is long before it is tried as it is. */
function isMendedBySource({ state, check, parentCheck }: Explained): boolean {
  return Boolean(state?.errors && check && parentCheck && parentCheck.dueAt < check.dueAt);
}

function time<TKey extends string>(key: TKey, at: number | null): { [K in TKey]?: string } {
  // The key is the one of the type.
  return (at === null ? {} : { [key]: new Date(at).toISOString() }) as { [K in TKey]?: string };
}
