import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createStatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it, onTestFinished, vi } from 'vitest';
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

it('gives up on a server that never answers, and says which without its password', async () => {
  await using server = createServer(socket => socket.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const db = openPostgresRunner({
    connection: { host: '127.0.0.1', port, user: 'me', password: 'sesame' },
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  // The last of them waits for one of the others.
  const answers = Promise.allSettled([1, 2, 3].map(() => db.all('select 1')));
  await once(server, 'connection');
  vi.advanceTimersByTime(60_000);
  for (const answer of await answers) {
    const { reason } = answer as PromiseRejectedResult;
    expect(reason).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        new RegExp(`^The database at '127.0.0.1:${port}' gave no connection: .*time.*\\. See whether it `),
      ),
    });
    expect(inspect(reason)).not.toContain('sesame');
  }
});

it('says where it found nobody', async () => {
  const url = { connectionString: 'postgres://me:sesame@127.0.0.1:1/x' };
  await expect(openPostgresRunner({ connection: url }).all('select 1')).rejects.toThrow(
    "The database at '127.0.0.1:1' gave no connection: connect ECONNREFUSED",
  );
});
