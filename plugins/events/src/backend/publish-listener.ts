import type { LoggerService } from '@portico/backend-plugin-api';
import type { Knex } from 'knex';
import { createTopicWaiters } from './topic-waiters.ts';

/** The channel on which the topics of published events are told. */
export const publishChannel = 'event_bus_publish';

/** Hears of events that any instance publishes. */
export interface PublishListener {
  /** Once it resolves, `updated` will: when something is published, the signal is aborted or the connection lost. */
  listen(topics: readonly string[], signal: AbortSignal): Promise<{ updated: Promise<void> }>;
  close(): Promise<void>;
}

interface Connection {
  query(sql: string): Promise<unknown>;
  on(event: 'notification', listener: (message: { payload?: string }) => void): void;
  on(event: 'error' | 'end', listener: () => void): void;
  removeAllListeners(): void;
}

const idleMs = 60_000;
const checkMs = 60_000;

/**
 * Listens on one connection of its own, outside the pool, which is opened when
 * somebody waits and closed when nobody has for a minute. When it is lost, all
 * who wait are told to look, and the next who waits opens another.
 */
export function createPublishListener(knex: Knex, logger: LoggerService): PublishListener {
  const waiters = createTopicWaiters();
  const checks = new WeakMap<Connection, NodeJS.Timeout>();
  let opening: Promise<Connection> | undefined;
  let idle: NodeJS.Timeout | undefined;

  const discard = async (connection: Connection) => {
    clearInterval(checks.get(connection));
    connection.removeAllListeners();
    connection.on('error', () => undefined);
    await knex.client.destroyRawConnection(connection);
  };
  const open = async (): Promise<Connection> => {
    const connection = (await knex.client.acquireRawConnection()) as Connection;
    // A connection may be lost without a word.
    const check = setInterval(() => connection.query('select 1').catch(onLost), checkMs).unref();
    checks.set(connection, check);
    const onLost = () => {
      opening = undefined;
      void discard(connection).catch(() => undefined);
      waiters.notifyAll();
      logger.debug('The connection that listens for events was lost');
    };
    connection.on('notification', ({ payload }) => waiters.notify(payload ?? ''));
    connection.on('error', onLost);
    connection.on('end', onLost);
    try {
      await connection.query(`listen ${publishChannel}`);
      return connection;
    } catch (error) {
      await discard(connection);
      throw error;
    }
  };
  const close = async () => {
    const connection = await opening?.catch(() => undefined);
    opening = undefined;
    if (connection) await discard(connection);
  };
  return {
    async listen(topics, signal) {
      clearTimeout(idle);
      opening ??= open();
      try {
        await opening;
      } catch (error) {
        opening = undefined;
        throw error;
      }
      const updated = waiters.wait(topics, signal).then(() => {
        if (waiters.count > 0) return;
        clearTimeout(idle);
        idle = setTimeout(() => void close().catch(() => undefined), idleMs).unref();
      });
      return { updated };
    },
    async close() {
      clearTimeout(idle);
      waiters.notifyAll();
      clearTimeout(idle);
      await close();
    },
  };
}
