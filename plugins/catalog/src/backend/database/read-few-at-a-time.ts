import type { StatementRunner } from '@portico/backend-plugin-api';
import { createTurns } from './turns.ts';

// Of the ten connections that a plugin has unless told otherwise.
const mostAtOnce = 6;

/**
 * The same database, for reads of which hundreds may come at once: on
 * PostgreSQL some wait before they ask for a connection, so that others who
 * need one, such as what all answers wait for, do not queue up behind them.
 */
export function readFewAtATime(db: StatementRunner): StatementRunner {
  if (db.dialect === 'sqlite') return db;
  const turns = createTurns(mostAtOnce);
  return {
    ...db,
    async all(sql, params) {
      using _turn = await turns.take();
      return await db.all(sql, params);
    },
    async get(sql, params) {
      using _turn = await turns.take();
      return await db.get(sql, params);
    },
  };
}
