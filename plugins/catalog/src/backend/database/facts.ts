import type { StatementRunner } from '@portico/backend-plugin-api';

/** What was noted under a name. */
export async function readFact(db: StatementRunner, name: string): Promise<string | undefined> {
  const row = await db.get<{ value: string }>('select value from catalog_facts where name = ?', [name]);
  return row?.value;
}

/** Notes what is the case, for the next start. */
export async function noteFact(db: StatementRunner, name: string, value: string): Promise<void> {
  await db.run(
    `insert into catalog_facts (name, value) values (?, ?)
     on conflict (name) do update set value = excluded.value`,
    [name, value],
  );
}
