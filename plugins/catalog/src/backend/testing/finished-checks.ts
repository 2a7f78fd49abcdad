import { randomUUID } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import { createInternedNames } from '../database/interned-names.ts';
import { findRefs, type RefRow } from '../database/refs.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { findStates } from '../database/states.ts';
import { type DesiredEntity, toDesiredEntity } from '../engine/desired-entity.ts';
import { type FinishedCheck, prepareChildren, toFinishedCheck } from '../engine/finished-check.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { EntityProcessing } from '../engine/process-entity.ts';
import { type ProcessedCheck, type StoredOutcomes, storeOutcomes } from '../engine/store-outcomes.ts';
import { plainOutcome } from './plain-outcome.ts';

/** Leads to the entity as it is. */
export const processPlainly: EntityProcessing = async entity => ({
  ...plainOutcome,
  processed: JSON.stringify(entity),
});

/** A child as a file emits it. */
export const desire = (child: Entity): DesiredEntity =>
  toDesiredEntity(child, 'url:https://host.example/all.yaml');

/** What came of processing an entity, as if it was claimed and processed now. */
export async function finishCheck(
  db: StatementRunner,
  ref: string,
  outcome: Partial<Outcome>,
): Promise<FinishedCheck> {
  const { id, uid, inputHash } = (await findRefs(db, [ref])).get(ref) as RefRow & { uid: string };
  const { processedAt: knownAt = null } = (await findStates(db, [id])).get(id) ?? {};
  const claim = randomUUID();
  await db.run(
    `insert into catalog_checks (id, due_at, claim) values (?, ?, ?)
     on conflict (id) do update set due_at = excluded.due_at, claim = excluded.claim`,
    [id, Date.now() + 60_000, claim],
  );
  return toFinishedCheck(
    { ...plainOutcome, processed: '{}', ...outcome },
    {
      id,
      ref,
      uid,
      inputHash,
      resultHash: null,
      knownAt,
      claim,
      next: { id, dueAt: null, attempts: 0 },
      cause: { cause: 'test' },
    },
  );
}

/** Stores outcomes in one transaction. */
export async function storeChecks(
  db: StatementRunner,
  outcomes: { finished: FinishedCheck; before?: number[]; hasMore?: boolean; isQuick?: boolean }[],
): Promise<StoredOutcomes> {
  const relationTypes = createInternedNames('catalog_relation_types', 'type');
  const checks: ProcessedCheck[] = [];
  for (const { finished, before = [], hasMore = false, isQuick = false } of outcomes) {
    const prepared = await prepareChildren(finished.children, {
      db,
      isQuick: () => isQuick,
      process: processPlainly,
    });
    checks.push({ ...finished, children: { ...prepared, before, hasMore, faults: [] } });
  }
  return retryTransaction(db, tx => storeOutcomes(tx, checks, { relationTypes, now: Date.now() }));
}
