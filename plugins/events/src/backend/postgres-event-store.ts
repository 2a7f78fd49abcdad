import { createStatementRunner, type LoggerService } from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import type { Knex } from 'knex';
import { batchSize, type EventStore } from './event-store.ts';
import { createPublishListener, publishChannel } from './publish-listener.ts';

/** What is kept, and for how long. */
export interface EventWindow {
  /** So many of the newest are kept. */
  maxCount: number;
  /** Milliseconds for which an event is kept in any case. */
  minAgeMs: number;
  /** Milliseconds after which an event, or a subscription that nobody reads, goes in any case. */
  maxAgeMs: number;
}

/** An event store that is cleaned up from time to time. */
export interface CleanableEventStore extends EventStore {
  cleanUp(window?: EventWindow): Promise<void>;
}

const defaultWindow: EventWindow = { maxCount: 10_000, minAgeMs: 600_000, maxAgeMs: 86_400_000 };

// The lock makes events visible in the order of their ids: else, a subscription could read past one that was
// numbered earlier and committed later.
const publish = `
  with turn as materialized (select pg_advisory_xact_lock(hashtext('event_bus_events'))),
  added as (
    insert into event_bus_events (created_by, topic, data_json, notified_subscribers)
    select ?, ?, ?, ?::text[] from turn
    where exists (select from event_bus_subscriptions where ? = any (topics) and not id = any (?::text[]))
    returning id
  )
  select pg_notify('${publishChannel}', ?) from added`;

const subscribe = `
  insert into event_bus_subscriptions (id, created_by, topics, read_until)
  values (?, ?, ?::text[], coalesce((select max(id) from event_bus_events), 0))
  on conflict (id) do update
    set created_by = excluded.created_by, topics = excluded.topics, updated_at = now()`;

// The primary key of events serves the range; the lock on the row makes readers of one subscription take turns.
const read = `
  with subscription as (
    select id, topics, read_until from event_bus_subscriptions where id = ? for update
  ),
  newest as (select coalesce(max(id), 0) as id from event_bus_events),
  unread as (
    select event.id, event.topic, event.data_json
    from event_bus_events event, subscription, newest
    where event.id > subscription.read_until and event.id <= newest.id
      and event.topic = any (subscription.topics)
      and not subscription.id = any (coalesce(event.notified_subscribers, '{}'))
    order by event.id limit ${batchSize}
  ),
  moved as (
    update event_bus_subscriptions target set
      updated_at = now(),
      read_until = coalesce((select max(id) from unread), greatest(newest.id, target.read_until))
    from newest, subscription where target.id = subscription.id
    returning target.id
  )
  select moved.id as subscription, unread.topic, unread.data_json from moved left join unread on true order by unread.id`;

/** Keeps events in PostgreSQL, for subscribers in any instance. The database must have been migrated. */
export function createPostgresEventStore(knex: Knex, logger: LoggerService): CleanableEventStore {
  const runner = createStatementRunner(knex);
  const listener = createPublishListener(knex, logger);
  return {
    async publish({ topic, payload, subject, notifiedSubscribers: notified }) {
      const data = JSON.stringify({ payload });
      const params = [`service=${subject}`, topic, data, notified, topic, notified, topic];
      return (await runner.all(publish, params)).length > 0;
    },
    async subscribe({ id, topics, subject }) {
      await runner.run(subscribe, [id, `service=${subject}`, topics]);
    },
    async read(id) {
      const rows = await runner.all<{ topic: string | null; data_json: string }>(read, [id]);
      if (rows.length === 0) throw unknownSubscription(id);
      return rows.flatMap(({ topic, data_json: data }) =>
        topic === null ? [] : [{ topic, payload: (JSON.parse(data) as { payload: unknown }).payload }],
      );
    },
    async listen(id, signal) {
      const row = await runner.get<{ topics: string[] }>(
        'select topics from event_bus_subscriptions where id = ?',
        [id],
      );
      if (!row) throw unknownSubscription(id);
      return listener.listen(row.topics, signal);
    },
    cleanUp: (window = defaultWindow) => cleanUp(knex, window, logger),
    close: () => listener.close(),
  };
}

async function cleanUp(knex: Knex, window: EventWindow, logger: LoggerService): Promise<void> {
  const before = (milliseconds: number) => knex.raw(`now() - ? * interval '1 millisecond'`, [milliseconds]);
  const events = await knex('event_bus_events')
    .where('created_at', '<', before(window.maxAgeMs))
    .orWhere(old =>
      old
        .where('created_at', '<', before(window.minAgeMs))
        .where(
          'id',
          '<=',
          knex.raw('(select id from event_bus_events order by id desc offset ? limit 1)', [window.maxCount]),
        ),
    )
    .delete();
  const subscriptions = await knex('event_bus_subscriptions')
    .where('updated_at', '<', before(window.maxAgeMs))
    .orWhere('read_until', '<', knex.raw('(select min(id) - 1 from event_bus_events)'))
    .delete();
  if (events + subscriptions > 0) {
    logger.info(`Cleaned up ${events} old events and ${subscriptions} stale subscriptions`);
  }
}

function unknownSubscription(id: string): Error {
  return new NotFoundError(`Subscription '${id}' not found. Subscribe first.`);
}
