// Knex publishes no types for its dialects; this is the part that the SQLite client builds on.
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import type { Knex } from 'knex';

  export default class BetterSqlite3Client extends Knex.Client {
    transacting?: boolean;
    acquireConnection(): Promise<unknown>;
    releaseConnection(connection: unknown): Promise<void>;
    destroy(callback?: (error?: unknown) => void): Promise<void>;
  }
}
