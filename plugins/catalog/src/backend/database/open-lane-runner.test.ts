import { inspect } from 'node:util';
import { createStatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import knexFactory, { type Knex } from 'knex';
import { expect, it } from 'vitest';
import { openLaneRunner } from './open-lane-runner.ts';

const password = 'correct horse battery staple';
const connection = { host: 'db.example', user: 'portico', password };

function runnerOf(config: Knex.Config) {
  return createStatementRunner(knexFactory({ client: 'pg', pool: { min: 0 }, connection, ...config }));
}

it('reaches the database with all that hides in its settings', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  await database.knex.raw('select 1');
  const server = createStatementRunner(database.knex).server?.();
  if (!server) throw new Error('There is no server');
  const lane = await openLaneRunner({ server });
  expect(await lane.get('select current_database() as name')).toEqual({
    name: new URL(database.connection).pathname.slice(1),
  });
  expect(runnerOf({}).server?.()).toEqual({ connection });
});

it('takes the key of a certificate along, which the driver hides when it connects', async () => {
  const ssl = { ca: 'ca', key: 'key' };
  const runner = runnerOf({ connection: { ...connection, host: '127.0.0.1', port: 1, ssl } });
  await expect(runner.all('select 1')).rejects.toThrow('ECONNREFUSED');
  expect(runner.server?.()).toMatchObject({ connection: { ssl } });
});

it.each([
  { searchPath: undefined, expected: undefined },
  { searchPath: 'one', expected: ['one'] },
  { searchPath: ['one', 'two'], expected: ['one', 'two'] },
])('takes the search path $searchPath along', ({ searchPath, expected }) => {
  expect(runnerOf(searchPath ? { searchPath } : {}).server?.()?.searchPath).toEqual(expected);
});

it.each<[string, Knex.Config]>([
  ['makes credentials', { connection: () => connection }],
  ['prepares each connection', { pool: { min: 0, afterCreate: () => undefined } }],
  ['checks certificates', { connection: { ...connection, ssl: { checkServerIdentity: () => undefined } } }],
])('knows no server where a function %s', (_what, config) => {
  expect(runnerOf(config).server?.()).toBeUndefined();
});

it('shows the password to nobody who looks at the runner', () => {
  const runner = runnerOf({});
  expect(runner.server?.()).toMatchObject({ connection: { password } });
  const shown = [inspect(runner, { depth: null, showHidden: true }), JSON.stringify(runner)];
  for (const text of shown) expect(text).not.toContain(password);
});
