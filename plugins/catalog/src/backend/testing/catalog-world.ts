import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createStatementRunner,
  type LoggerService,
  runMigrations,
  type UrlReaderService,
} from '@portico/backend-plugin-api';
import { createTestDatabases, type TestDatabaseId } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { createConfigReader, type JsonObject } from '@portico/config';
import { NotFoundError, NotModifiedError } from '@portico/errors';
import { type Catalog, createCatalog } from '../catalog.ts';
import { connectProviders } from '../connect-providers.ts';
import { createConfigLocationProvider } from '../locations/config-locations.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { type CatalogSlots, createCatalogSlots } from '../registries.ts';

/** A whole catalog, but for its API, with a folder for files and a web for URLs. */
export interface CatalogWorld extends AsyncDisposable {
  catalog: Catalog;
  /** For files. */
  directory: string;
  web: FakeWeb;
  warnings: string[];
  served(ref: string): Promise<Entity | undefined>;
  refs(): Promise<string[]>;
  /** Waits until nothing is left to do now. */
  settle(): Promise<void>;
  /** Has everything checked that is ever checked, and waits for it. */
  checkAll(): Promise<void>;
}

/** URLs with their content. */
export interface FakeWeb {
  pages: Map<string, { content: string; etag?: string } | Error>;
  /** What was asked for, with the etag that was sent. */
  requests: { url: string; etag: string | undefined }[];
}

/** Starts a catalog; `prepare` fills the folder and the slots before. */
export async function createCatalogWorld(
  database: TestDatabaseId,
  options: {
    config?: (directory: string) => JsonObject;
    prepare?: (world: { directory: string; slots: CatalogSlots; web: FakeWeb }) => Promise<void> | void;
  } = {},
): Promise<CatalogWorld> {
  const testDatabase = await createTestDatabases().init(database);
  const directory = await mkdtemp(join(tmpdir(), 'portico-catalog-'));
  const web: FakeWeb = { pages: new Map(), requests: [] };
  const slots = createCatalogSlots();
  const warnings: string[] = [];
  const logger = createLogger(warnings);
  await options.prepare?.({ directory, slots, web });
  const config = createConfigReader([{ context: 'test', data: options.config?.(directory) ?? {} }]);
  await runMigrations(testDatabase.knex, { directory: migrationsDirectory });
  const db = createStatementRunner(testDatabase.knex);
  const catalog = await createCatalog(
    {
      db,
      config,
      logger,
      reader: createFakeReader(web),
      events: { failed: () => undefined, conflicted: () => undefined },
    },
    slots.registries,
  );
  await catalog.start();
  await catalog.locations.reconcile();
  const own = { provider: createConfigLocationProvider(config) };
  await connectProviders(catalog, [own, ...slots.registries.providers], logger);
  await catalog.engine.idle();
  return {
    catalog,
    directory,
    web,
    warnings,
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
    settle: () => catalog.engine.idle(),
    async checkAll() {
      await db.run('update catalog_checks set due_at = 0');
      await catalog.engine.check([], { cause: 'test' });
      await catalog.engine.idle();
    },
    async [Symbol.asyncDispose]() {
      await catalog.stop();
      await testDatabase[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function createFakeReader({ pages, requests }: FakeWeb): UrlReaderService {
  return {
    async readUrl(url, { etag } = {}) {
      requests.push({ url, etag });
      const page = pages.get(url);
      if (page instanceof Error) throw page;
      if (!page) throw new NotFoundError(`'${url}' does not exist`);
      if (page.etag !== undefined && page.etag === etag) throw new NotModifiedError();
      return {
        buffer: async () => Buffer.from(page.content),
        ...(page.etag !== undefined && { etag: page.etag }),
      };
    },
    async search(url, { etag } = {}) {
      requests.push({ url, etag });
      const [start = '', end = ''] = url.split('*');
      const files = [...pages].flatMap(([address, page]) =>
        address.startsWith(start) && address.endsWith(end) && !(page instanceof Error)
          ? [{ url: address, content: async () => Buffer.from(page.content) }]
          : [],
      );
      return { files, etag: '' };
    },
    readTree: () => Promise.reject(new Error('Trees are not read')),
  };
}

function createLogger(warnings: string[]): LoggerService {
  const note = (message: string, meta?: unknown): void => {
    warnings.push(meta instanceof Error ? `${message}: ${meta.message}` : message);
  };
  const ignore = (): void => undefined;
  const logger: LoggerService = { error: note, warn: note, info: ignore, debug: ignore, child: () => logger };
  return logger;
}
