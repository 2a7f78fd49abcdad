import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';

/** What a migration file exports. It runs within a transaction that all pending ones share. */
export interface Migration {
  up(knex: Knex): Promise<void>;
  down?(knex: Knex): Promise<void>;
}

/** Where the migrations of a plugin are. */
export interface RunMigrationsOptions {
  /** A folder with files `<timestamp>_<name>.ts` (or `.js`, `.mjs`, `.cjs`), run in the order of their names. */
  directory: string;
  /** Where it is remembered which have run; `knex_migrations` unless told. */
  tableName?: string;
}

const migrationFile = /(?<!\.d|\.test)\.(ts|js|mjs|cjs)$/;

/**
 * Brings the schema of a database up to date, and returns the names of the
 * migrations that ran. Instances that start at the same time wait for the
 * first. All of it happens in one transaction: a migration that fails, or a
 * process that is killed, leaves the database as it was. Migrations of a newer
 * version that have run already are left alone.
 *
 * The table is that of Knex's own migrator; names are kept without extension,
 * so that sources and compiled files are the same migration.
 */
export async function runMigrations(knex: Knex, options: RunMigrationsOptions): Promise<string[]> {
  const { directory, tableName = 'knex_migrations' } = options;
  const files = (await readdir(directory)).filter(file => migrationFile.test(file)).toSorted();
  return knex.transaction(async trx => {
    await takeLock(trx, tableName);
    const done = await completedMigrations(trx, tableName);
    const pending = files.filter(file => !done.names.has(parse(file).name));
    for (const file of pending) {
      await runMigration(trx, join(directory, file));
      await trx(tableName).insert({
        name: parse(file).name,
        batch: done.batch + 1,
        migration_time: new Date(),
      });
    }
    return pending.map(file => parse(file).name);
  });
}

// On SQLite the transaction is the lock, once it writes; a table of this name may not exist yet.
async function takeLock(trx: Knex.Transaction, tableName: string): Promise<void> {
  if (trx.client.config.client === 'pg') {
    await trx.raw(`select pg_advisory_xact_lock(hashtext(current_schema() || ?))`, [`.${tableName}`]);
  }
}

async function completedMigrations(
  trx: Knex.Transaction,
  tableName: string,
): Promise<{ names: Set<string>; batch: number }> {
  if (!(await trx.schema.hasTable(tableName))) {
    await trx.schema.createTable(tableName, table => {
      table.increments();
      table.string('name');
      table.integer('batch');
      table.timestamp('migration_time');
    });
  }
  const rows: { name: string; batch: number }[] = await trx(tableName).select('name', 'batch');
  return {
    names: new Set(rows.map(row => row.name.replace(migrationFile, ''))),
    batch: Math.max(0, ...rows.map(row => row.batch)),
  };
}

async function runMigration(trx: Knex.Transaction, path: string): Promise<void> {
  try {
    const module = (await import(pathToFileURL(path).href)) as Partial<Migration> & {
      default?: Partial<Migration>;
    };
    const up = module.up ?? module.default?.up;
    if (!up) throw new Error('It exports no function up. Export async functions up(knex) and down(knex)');
    await up(trx);
  } catch (error) {
    throw new Error(`Migration '${path}' failed, and nothing of it was kept: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
