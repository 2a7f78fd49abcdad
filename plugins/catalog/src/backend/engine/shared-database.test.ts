import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it } from 'vitest';
import type { CatalogProcessor } from '../../node/processing.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { component } from '../testing/engine-world.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { findContradictions } from '../testing/verify-catalog.ts';

/** Counts what it processes. It goes on when the other one has had something as well. */
function counting(runs: Map<string, number>, begin: () => void, other: Promise<void>): CatalogProcessor {
  return {
    getProcessorName: () => 'counting',
    async postProcessEntity(entity) {
      begin();
      await other;
      runs.set(entity.metadata.name, (runs.get(entity.metadata.name) ?? 0) + 1);
      return entity;
    },
  };
}

it('two instances share what is due, and nothing is processed twice', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  await runMigrations(database.knex, { directory: migrationsDirectory });
  const other = openTestDatabase(database.connection);
  const runs = [new Map<string, number>(), new Map<string, number>()] as const;
  const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const engines = [
    createTestEngine(createStatementRunner(database.knex), {
      processors: [counting(runs[0], one.resolve, two.promise)],
    }),
    createTestEngine(createStatementRunner(other), {
      processors: [counting(runs[1], two.resolve, one.promise)],
    }),
  ] as const;
  try {
    await Promise.all(engines.map(engine => engine.start()));
    const entities = Array.from({ length: 200 }, (_, n) => ({ entity: component(`c${n}`) }));
    const mutation = engines[0].connect('test').applyMutation({ type: 'full', entities });
    const helping = setInterval(() => void engines[1].check([], { cause: 'test' }), 10);
    await mutation;
    await Promise.all(engines.map(engine => engine.idle()));
    clearInterval(helping);
    await Promise.all(engines.map(engine => engine.idle()));
    const total = new Map(runs[0]);
    for (const [name, count] of runs[1]) total.set(name, (total.get(name) ?? 0) + count);
    expect(total.size).toBe(200);
    expect([...total.values()].every(count => count === 1)).toBe(true);
    expect(runs[0].size).toBeGreaterThan(0);
    expect(runs[1].size).toBeGreaterThan(0);
    expect(await findContradictions(createStatementRunner(database.knex))).toEqual([]);
  } finally {
    await Promise.all(engines.map(engine => engine.stop()));
    await other.destroy();
  }
});
