import { createStatementRunner, runMigrations, type StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases, type TestDatabaseId } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import type { CatalogEvents } from '../engine/catalog-events.ts';
import type { CatalogEngine } from '../engine/create-engine.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { createTestEngine, type TestEngineOptions } from './create-test-engine.ts';

/** An engine on a database of its own, with all that it told. */
export interface EngineWorld extends AsyncDisposable {
  db: StatementRunner;
  engine: CatalogEngine;
  failures: Parameters<CatalogEvents['failed']>[0][];
  conflicts: Parameters<CatalogEvents['conflicted']>[0][];
  /** Applies a full mutation of the provider `test`, or of another. */
  provide(entities: Entity[], options?: { source?: string; locationKey?: string }): Promise<void>;
  /** What is served under a ref. */
  served(ref: string): Promise<Entity | undefined>;
  refs(): Promise<string[]>;
  /** Moves the clock, and waits until what became due is done. */
  advance(ms: number): Promise<void>;
}

/** Starts an engine with the processor of the built-in kinds and those given. */
export async function createEngineWorld(
  database: TestDatabaseId,
  options: TestEngineOptions = {},
): Promise<EngineWorld> {
  const testDatabase = await createTestDatabases().init(database);
  await runMigrations(testDatabase.knex, { directory: migrationsDirectory });
  const db = createStatementRunner(testDatabase.knex);
  const failures: EngineWorld['failures'] = [];
  const conflicts: EngineWorld['conflicts'] = [];
  let offset = 0;
  const engine = createTestEngine(db, {
    ...options,
    events: { failed: failure => failures.push(failure), conflicted: conflict => conflicts.push(conflict) },
    now: () => Date.now() + offset,
  });
  await engine.start();
  return {
    db,
    engine,
    failures,
    conflicts,
    async provide(entities, { source = 'test', locationKey } = {}) {
      await engine.connect(source).applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity, ...(locationKey !== undefined && { locationKey }) })),
      });
      await engine.idle();
    },
    async served(ref) {
      const row = await db.get<{ json: string }>(
        'select e.json from catalog_entities e join catalog_refs r on r.id = e.id where r.ref = ?',
        [ref],
      );
      return row && (JSON.parse(row.json) as Entity);
    },
    async refs() {
      const rows = await db.all<{ ref: string }>(
        'select r.ref from catalog_entities e join catalog_refs r on r.id = e.id order by r.ref',
      );
      return rows.map(row => row.ref);
    },
    async advance(ms) {
      offset += ms;
      await engine.check([], { cause: 'test' });
      await engine.idle();
    },
    async [Symbol.asyncDispose]() {
      await engine.stop();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

/** A component with what every entity needs; `spec` adds to it. */
export function component(name: string, spec: Entity['spec'] = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': 'url:https://host.example/catalog-info.yaml',
        'backstage.io/managed-by-origin-location': 'url:https://host.example/catalog-info.yaml',
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-a', ...spec },
  };
}

/** A group with what every entity needs. */
export function group(name: string): Entity {
  const { metadata, ...rest } = component(name);
  return { ...rest, kind: 'Group', metadata, spec: { type: 'team', children: [] } };
}
