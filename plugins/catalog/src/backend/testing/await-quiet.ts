import { setTimeout as sleep } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';

const patienceMs = 30_000;

/** Resolves when PostgreSQL is done with the last words of processes that are gone. */
export async function awaitQuiet(db: StatementRunner): Promise<void> {
  if (db.dialect === 'sqlite') return;
  for (const end = Date.now() + patienceMs; ; await sleep(20)) {
    const busy = await db.all<{ query: string }>(
      `select query from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
         and state <> 'idle'`,
    );
    if (busy.length === 0) return;
    if (Date.now() > end) throw new Error(`PostgreSQL is still busy with '${busy[0]?.query}'`);
  }
}
