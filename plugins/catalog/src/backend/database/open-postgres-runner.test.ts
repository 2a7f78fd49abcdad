import { createStatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it } from 'vitest';
import { openPostgresRunner } from './open-postgres-runner.ts';

it('connects anew when the server ends connections that are idle, and those that are not', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  const server = createStatementRunner(database.knex).server?.();
  if (!server) throw new Error('No settings to connect with');
  const db = openPostgresRunner({ ...server, searchPath: ['here', 'public'] });
  const schemas = () => db.get('select current_schemas(false)::text as list').catch(String);
  const endAll = () =>
    database.knex.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  await database.knex.raw('create schema here');
  expect(await schemas()).toEqual({ list: '{here,public}' });
  await endAll();
  await expect.poll(schemas).toEqual({ list: '{here,public}' });
  const busy = db.transaction(async tx => {
    await tx.all('select 1');
    await endAll();
    await tx.all('select 1');
  });
  await expect(busy).rejects.toThrow();
  await expect.poll(schemas).toEqual({ list: '{here,public}' });
});
