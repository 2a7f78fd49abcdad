import { randomUUID } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, inList, listParameter, writeRows } from './batch.ts';
import type { ChangeCause } from './stitch-queue.ts';

/** An entity that is to be processed. */
export interface Check {
  id: number;
  /** 0 if it was in order the last time; otherwise from 1 on how often in a row its host failed. */
  attempts: number;
  /** Who asked for it; null when it was due by itself. */
  cause: string | null;
  actor: string | null;
  /** Milliseconds since 1970. */
  dueAt: number;
}

/** Checks that this process has taken. */
export interface ClaimedChecks {
  claim: string;
  checks: Check[];
}

/** When a claimed entity is to be processed next. */
export interface NextCheck {
  id: number;
  /** Milliseconds since 1970; null: not before something happens. */
  dueAt: number | null;
  attempts: number;
}

const insertDue = defineInsert(
  'catalog_checks',
  { id: 'integer', due_at: 'double precision', cause: 'text', actor: 'text' },
  `(id) do update set due_at = excluded.due_at, claim = null, cause = excluded.cause, actor = excluded.actor`,
);

/** Has entities processed at a time, whatever was planned for them. */
export async function scheduleChecks(
  tx: StatementRunner,
  ids: Iterable<number>,
  dueAt: number,
  cause?: ChangeCause,
): Promise<void> {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  await writeRows(
    tx,
    insertDue,
    sorted.map(id => [id, dueAt, cause?.cause ?? null, cause?.actor ?? null]),
  );
}

/** Has all entities processed again, a thousand a second: what else becomes due meanwhile is not kept waiting. */
export async function scheduleAllChecks(tx: StatementRunner, now: number): Promise<void> {
  await tx.run(
    `insert into catalog_checks (id, due_at)
     select id, cast(? as double precision) + row_number() over (order by id) / 500 * 500
     from catalog_states where true
     on conflict (id) do update set due_at = excluded.due_at, claim = null
     where catalog_checks.claim is not null or catalog_checks.due_at > excluded.due_at`,
    [now],
  );
}

/** Takes checks that are due. If this process dies, they are due again when the lease is over. */
export async function claimChecks(
  db: StatementRunner,
  options: { now: number; leaseMs: number; limit: number },
): Promise<ClaimedChecks> {
  const { now, leaseMs, limit } = options;
  const claim = randomUUID();
  const lease = [claim, now + leaseMs];
  const due = 'select id, due_at from catalog_checks where due_at <= ? order by due_at limit ?';
  if (db.dialect === 'pg') {
    const checks = await db.all<Check>(
      `with due as (${due} for update skip locked)
       update catalog_checks c set claim = ?, due_at = ? from due where c.id = due.id
       returning c.id, attempts, cause, actor, due.due_at as "dueAt"`,
      [now, limit, ...lease],
    );
    return { claim, checks };
  }
  // SQLite returns a row as it is afterwards only. What somebody else takes meanwhile is due no longer.
  const before = new Map<number, number>();
  for (const row of await db.all<{ id: number; due_at: number }>(due, [now, limit])) {
    before.set(row.id, row.due_at);
  }
  if (before.size === 0) return { claim, checks: [] };
  const checks = await db.all<Omit<Check, 'dueAt'>>(
    `update catalog_checks set claim = ?, due_at = ? where id ${inList(db, 'integer')} and due_at <= ?
     returning id, attempts, cause, actor`,
    [...lease, listParameter(db, before.keys()), now],
  );
  return { claim, checks: checks.map(check => ({ ...check, dueAt: before.get(check.id) ?? now })) };
}

/** Keeps claimed checks from being due while they are being processed. */
export async function renewClaims(
  db: StatementRunner,
  claimed: readonly { id: number; claim: string }[],
  dueAt: number,
): Promise<void> {
  for (const { id, claim } of claimed) {
    await db.run('update catalog_checks set due_at = ? where id = ? and claim = ?', [dueAt, id, claim]);
  }
}

/** Gives a claimed check another time, and keeps who asked for it. */
export async function postponeCheck(
  db: StatementRunner,
  claim: string,
  check: { id: number; dueAt: number },
): Promise<void> {
  await db.run('update catalog_checks set due_at = ?, claim = null where id = ? and claim = ?', [
    check.dueAt,
    check.id,
    claim,
  ]);
}

/** Ends a claim. Whoever asked for a check meanwhile still gets it. */
export async function finishChecks(
  tx: StatementRunner,
  claim: string,
  next: readonly NextCheck[],
): Promise<void> {
  const planned = next.filter(check => check.dueAt !== null);
  for (const { id, dueAt, attempts } of planned) {
    await tx.run(
      'update catalog_checks set due_at = ?, attempts = ?, claim = null, cause = null, actor = null where id = ? and claim = ?',
      [dueAt, attempts, id, claim],
    );
  }
  const done = next.filter(check => check.dueAt === null).map(check => check.id);
  if (done.length === 0) return;
  await tx.run(`delete from catalog_checks where id ${inList(tx, 'integer')} and claim = ?`, [
    listParameter(tx, done),
    claim,
  ]);
}

/** Whether nobody has taken, asked for or ended a check since it was claimed. */
export async function holdsClaim(tx: StatementRunner, id: number, claim: string): Promise<boolean> {
  return !!(await tx.get('select 1 as held from catalog_checks where id = ? and claim = ?', [id, claim]));
}

/** When the next check is due, if there is any. */
export async function nextDueAt(db: StatementRunner): Promise<number | undefined> {
  const row = await db.get<{ due: number | null }>('select min(due_at) as due from catalog_checks');
  return row?.due ?? undefined;
}

/** Has all processed now that failed the last time. */
export async function hastenFailed(db: StatementRunner, now: number): Promise<void> {
  await db.run('update catalog_checks set due_at = ?, attempts = 1 where attempts > 0 and claim is null', [
    now,
  ]);
}

/** Gives up the claims of a process that is gone; only for a database that no other process uses. */
export async function releaseClaims(db: StatementRunner, now: number): Promise<void> {
  await db.run('update catalog_checks set claim = null, due_at = ? where claim is not null', [now]);
}

/** Removes the checks of entities that are gone. */
export async function deleteChecks(tx: StatementRunner, ids: Iterable<number>): Promise<void> {
  await tx.run(`delete from catalog_checks where id ${inList(tx, 'integer')}`, [listParameter(tx, ids)]);
}
