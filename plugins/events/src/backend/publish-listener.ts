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
  let listening: Promise<Listening> | undefined;
  let idle: NodeJS.Timeout | undefined;

  const open = () =>
    startListening(knex, {
      onTopic: topic => waiters.notify(topic),
      onLost() {
        listening = undefined;
        waiters.notifyAll();
        logger.debug('The connection that listens for events was lost');
      },
    });
  const close = async () => {
    const opened = await listening?.catch(() => undefined);
    listening = undefined;
    await opened?.stop();
  };
  return {
    async listen(topics, signal) {
      clearTimeout(idle);
      listening ??= open();
      try {
        await listening;
      } catch (error) {
        listening = undefined;
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
      waiters.notifyAll();
      await close();
      clearTimeout(idle);
    },
  };
}

interface Listening {
  stop(): Promise<void>;
}

async function startListening(
  knex: Knex,
  { onTopic, onLost }: { onTopic(topic: string): void; onLost(): void },
): Promise<Listening> {
  const connection = (await knex.client.acquireRawConnection()) as Connection;
  const stop = async () => {
    clearInterval(check);
    connection.removeAllListeners();
    connection.on('error', () => undefined);
    await knex.client.destroyRawConnection(connection);
  };
  const lose = () => {
    void stop().catch(() => undefined);
    onLost();
  };
  // A connection may be lost without a word.
  const check = setInterval(() => connection.query('select 1').catch(lose), checkMs).unref();
  connection.on('notification', ({ payload }) => onTopic(payload ?? ''));
  connection.on('error', lose);
  connection.on('end', lose);
  try {
    await connection.query(`listen ${publishChannel}`);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
