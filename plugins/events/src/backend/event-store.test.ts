import { join } from 'node:path';
import { runMigrations } from '@portico/backend-plugin-api';
import { mockServices } from '@portico/backend-test-utils';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryEventStore } from './memory-event-store.ts';
import { createPostgresEventStore } from './postgres-event-store.ts';
import { describeEventStore } from './testing/event-store-contract.ts';

const logger = mockServices.rootLogger();
const subject = 'plugin:test';

async function openPostgres() {
  const database = await createTestDatabases().init('POSTGRES');
  await runMigrations(database.knex, { directory: join(import.meta.dirname, '../../migrations') });
  return {
    database,
    store: createPostgresEventStore(database.knex, logger),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

describeEventStore('memory', async () => ({
  store: createMemoryEventStore(),
  [Symbol.asyncDispose]: async () => undefined,
}));
describeEventStore('PostgreSQL', openPostgres);

describe('the memory store', () => {
  it('lets go of the oldest events', async () => {
    const store = createMemoryEventStore({ maxEvents: 2 });
    await store.subscribe({ id: 'one', topics: ['a'], subject });
    for (const payload of [1, 2, 3]) {
      await store.publish({ topic: 'a', payload, subject, notifiedSubscribers: [] });
    }
    expect(await store.read('one')).toMatchObject([{ payload: 2 }, { payload: 3 }]);
  });
});

describe('the store in PostgreSQL', () => {
  it('cleans up by number and by age, and forgets those who fell behind', async () => {
    await using opened = await openPostgres();
    const { store, database } = opened;
    await store.subscribe({ id: 'behind', topics: ['a'], subject });
    await store.subscribe({ id: 'reads', topics: ['a'], subject });
    for (const payload of [1, 2, 3, 4, 5, 6]) {
      await store.publish({ topic: 'a', payload, subject, notifiedSubscribers: [] });
    }
    await store.read('reads');
    const ids = () => database.knex('event_bus_events').orderBy('id').pluck('id');
    const window = { maxCount: 3, minAgeMs: 3_600_000, maxAgeMs: 86_400_000 };
    await store.cleanUp(window);
    expect(await ids()).toHaveLength(6);
    await store.cleanUp({ ...window, minAgeMs: 0 });
    expect(await ids()).toEqual(['4', '5', '6']);
    expect(await database.knex('event_bus_subscriptions').pluck('id')).toEqual(['reads']);
    await database.knex('event_bus_events').where({ id: 4 }).update({ created_at: '2020-01-01' });
    await database.knex('event_bus_subscriptions').update({ updated_at: '2020-01-01' });
    await store.cleanUp();
    expect(await ids()).toEqual(['5', '6']);
    expect(await database.knex('event_bus_subscriptions').pluck('id')).toEqual([]);
    await store.close();
  });

  it('gives out no event before those with a smaller number', async () => {
    await using opened = await openPostgres();
    const { store, database } = opened;
    await store.subscribe({ id: 'one', topics: ['a'], subject });
    const publish = (to: typeof store, payload: string) =>
      to.publish({ topic: 'a', payload, subject, notifiedSubscribers: [] });
    const read = async () => (await store.read('one')).map(event => event.payload);
    let second: Promise<unknown> = Promise.resolve();
    await database.knex.transaction(async slow => {
      await publish(createPostgresEventStore(slow, logger), 'first');
      second = publish(store, 'second');
      await Promise.race([second, new Promise(resolve => setTimeout(resolve, 100))]);
      expect(await read()).toEqual([]);
    });
    await second;
    expect(await read()).toEqual(['first', 'second']);
    await store.close();
  });

  it('tells listeners of what another instance publishes, also after its connection was cut', async () => {
    await using opened = await openPostgres();
    const { store, database } = opened;
    const other = createPostgresEventStore(database.knex, logger);
    await store.subscribe({ id: 'one', topics: ['a'], subject });
    const signal = new AbortController().signal;
    const cut = (await store.listen('one', signal)).updated;
    await database.knex.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await cut;
    const { updated } = await vi.waitFor(() => store.listen('one', signal));
    await other.publish({ topic: 'a', payload: 1, subject, notifiedSubscribers: [] });
    await updated;
    await Promise.all([store.close(), other.close()]);
  });
});
