import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { createAuthDatabase } from './auth-database.ts';
import { createDatabaseKeyStore } from './public-key-stores.ts';
import { createUserInfoTable } from './user-info-table.ts';

const databases = createTestDatabases();

describe.each(databases.ids)('the auth database on %s', id => {
  it('keeps public keys with the time of their making', async () => {
    await using database = await databases.init(id);
    const store = createDatabaseKeyStore(createAuthDatabase({ getClient: async () => database.knex }));
    const before = Date.now();
    await store.addKey({ kid: 'a', x: 'y' });
    await store.addKey({ kid: 'b' });
    await store.removeKeys(['b']);
    const [key, ...others] = await store.listKeys();
    expect(others).toEqual([]);
    expect(key).toMatchObject({ kid: 'a', jwk: { kid: 'a', x: 'y' } });
    // The column has whole seconds, which PostgreSQL rounds up as well; the time zone of the process plays no part.
    expect(Number(key?.createdAt)).toBeGreaterThan(before - 1_000);
    expect(Number(key?.createdAt)).toBeLessThan(Date.now() + 1_000);
  });

  it('keeps the latest claims of each user', async () => {
    await using database = await databases.init(id);
    const table = createUserInfoTable(createAuthDatabase({ getClient: async () => database.knex }));
    await table.save({ sub: 'user:default/ann', ent: ['user:default/ann'] });
    await table.save({ sub: 'user:default/ann', ent: ['group:default/a'] });
    expect(await table.find('user:default/ann')).toEqual({
      claims: { sub: 'user:default/ann', ent: ['group:default/a'] },
    });
    expect(await table.find('user:default/bob')).toBeUndefined();
  });

  it('is set up once by instances that start together, and keeps tables that are there', async () => {
    await using database = await databases.init(id);
    await database.knex.schema.createTable('signing_keys', columns => {
      columns.string('kid').primary();
      columns.text('key').notNullable();
      columns.timestamp('created_at').notNullable().defaultTo(database.knex.fn.now());
    });
    await database.knex('signing_keys').insert({ kid: 'old', key: '{"kid":"old"}' });
    const connects = [1, 2].map(() => createAuthDatabase({ getClient: async () => database.knex }));
    await Promise.all(connects.map(connect => connect()));
    const store = createDatabaseKeyStore(connects[0]!);
    expect((await store.listKeys()).map(({ kid }) => kid)).toEqual(['old']);
  });
});
