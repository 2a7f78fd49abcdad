import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStatementRunner, type StatementRunner } from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import type { Knex } from 'knex';
import { type Catalog, createCatalog } from '../catalog.ts';
import { connectProviders } from '../connect-providers.ts';
import { createConfigLocationProvider } from '../locations/config-locations.ts';
import type { CatalogProcessor } from '../../node/processing.ts';
import { createCatalogSlots } from '../registries.ts';
import { silentLogger } from '../testing/create-test-engine.ts';
import { componentYaml, locationYaml } from './hostile-world.ts';

/** A catalog that reads the files of a folder, from `all.yaml` on. */
export interface FilePortal extends AsyncDisposable {
  catalog: Catalog;
  db: StatementRunner;
  /** Resolves when nothing is left to do, and nothing is left over. */
  settle(): Promise<void>;
}

const parts = 20;

/**
 * Starts a catalog on a database that has its tables, and has it read the files;
 * `options` are more of its configuration, `processors` those of a module.
 */
export async function startFilePortal(
  knex: Knex,
  folder: string,
  options: JsonObject = {},
  processors: readonly CatalogProcessor[] = [],
): Promise<FilePortal> {
  const db = createStatementRunner(knex);
  const { registries } = createCatalogSlots();
  registries.processors.push(...processors);
  const locations = [{ type: 'file', target: join(folder, 'all.yaml') }];
  const config = createConfigReader([{ context: 'test', data: { catalog: { locations, ...options } } }]);
  const refuse = (): Promise<never> => Promise.reject(new Error('There is no network'));
  const catalog = await createCatalog(
    {
      db,
      config,
      logger: silentLogger,
      reader: { readUrl: refuse, readTree: refuse, search: refuse },
      events: { failed: () => undefined, conflicted: () => undefined },
    },
    registries,
  );
  await catalog.start();
  await catalog.locations.reconcile();
  await connectProviders(catalog, [{ provider: createConfigLocationProvider(config) }], silentLogger);
  return {
    catalog,
    db,
    async settle() {
      await catalog.engine.idle();
      await catalog.entities.removeOrphans();
      await catalog.engine.idle();
    },
    [Symbol.asyncDispose]: () => catalog.stop(),
  };
}

/**
 * Writes the files of a catalog of about `size` components: a location that
 * leads to others, each with components and a further location. Each version
 * changes, adds and leaves out some.
 */
export function writeCatalogFiles(folder: string, size: number, version: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'all.yaml'), locationYaml('all', { target: './part-*.yaml' }));
  const perFile = Math.round(size / parts / 2);
  for (let part = 0; part < parts; part += 1) {
    const leaf = locationYaml(`leaf-${part}`, { target: `./leaf/${part}.yaml` });
    const near = componentsOf(`near-${part}`, perFile, version);
    writeFileSync(join(folder, `part-${part}.yaml`), [leaf, ...near].join('\n---\n'));
    mkdirSync(join(folder, 'leaf'), { recursive: true });
    const far = componentsOf(`far-${part}`, perFile, version);
    writeFileSync(join(folder, `leaf/${part}.yaml`), far.join('\n---\n'));
  }
}

function componentsOf(prefix: string, count: number, version: number): string[] {
  const numbers = Array.from({ length: count }, (_, n) => n).filter(n => n % 10 !== version % 10);
  return [...numbers.map(String), `new-${version}`].map((name, n) => {
    const changing = n % 3 === 0 ? `  note: version ${version}\n` : '';
    return componentYaml(`${prefix}-${name}`, `${changing}  dependsOn: [component:${prefix}-${n + 1}]\n`);
  });
}

/** All that two catalogs must have in common that were given the same, however they came to it. */
export async function takeSnapshot(db: StatementRunner): Promise<Record<string, string[]>> {
  const lines = async (sql: string): Promise<string[]> =>
    (await db.all<{ line: string }>(sql)).map(({ line }) => line).toSorted();
  const served = await lines('select json as line from catalog_entities');
  return {
    served: served.map(json =>
      json.replace(/"uid":"[^"]*"/, '"uid":""').replace(/"etag":"[^"]*"/, '"etag":""'),
    ),
    wanted: await lines(
      `select ref || ' ' || coalesce(location_key, '') || ' ' || coalesce(input_hash, '') as line from catalog_refs where uid is not null`,
    ),
    parents: await lines(
      `select p.ref || ' > ' || c.ref as line from catalog_parent_references l
       join catalog_refs p on p.id = l.parent_id join catalog_refs c on c.id = l.id`,
    ),
    failing: await lines(
      'select r.ref as line from catalog_states s join catalog_refs r on r.id = s.id where s.errors is not null',
    ),
    claimed: await lines(
      'select r.ref as line from catalog_checks c join catalog_refs r on r.id = c.id where c.claim is not null',
    ),
    orphans: await lines('select r.ref as line from catalog_orphans o join catalog_refs r on r.id = o.id'),
    queued: await lines('select cast(id as text) as line from catalog_stitch_queue'),
  };
}

/** Entities whose changes do not add up: created once, changed while there, removed once. */
export async function findBrokenHistories(db: StatementRunner): Promise<string[]> {
  const changes = await db.all<{ ref: string; action: string }>(
    `select r.ref, c.action from catalog_changes c join catalog_refs r on r.id = c.entity_id
     where c.action <> 'relations' order by c.entity_id, c.seq`,
  );
  const present = await db.all<{ ref: string }>(
    'select r.ref from catalog_entities e join catalog_refs r on r.id = e.id',
  );
  const exists = new Set<string>();
  const broken: string[] = [];
  for (const { ref, action } of changes) {
    if (exists.has(ref) === (action === 'create')) broken.push(`'${ref}': ${action}`);
    if (action === 'delete') exists.delete(ref);
    else exists.add(ref);
  }
  const served = new Set(present.map(({ ref }) => ref));
  for (const ref of exists.symmetricDifference(served)) broken.push(`'${ref}' is not what its history says`);
  return broken.slice(0, 10);
}
