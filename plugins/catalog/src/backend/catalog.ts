import type {
  LoggerService,
  MetricsService,
  StatementRunner,
  UrlReaderService,
} from '@portico/backend-plugin-api';
import { defaultAllowedLocationTypes, type CatalogModel, type Entity } from '@portico/catalog-model';
import type { Config } from '@portico/config';
import { deserializeError } from '@portico/errors';
import { createScmIntegrations, type ScmIntegrations } from '@portico/integration';
import type { LocationSpec } from '../node/processing.ts';
import { type CatalogOptions, readCatalogOptions } from './catalog-options.ts';
import { hastenFailed } from './database/checks.ts';
import { findIdsByRefreshKeyPrefix, findIdsByRefreshKeys } from './database/refresh-keys.ts';
import { createCatalogProcessing } from './catalog-processing.ts';
import { type CatalogRules, readCatalogRules } from './engine/catalog-rules.ts';
import type { CatalogEvents } from './engine/catalog-events.ts';
import { type CatalogEngine, createCatalogEngine } from './engine/create-engine.ts';
import { createEntityOperations, type EntityOperations } from './engine/entity-operations.ts';
import { loadModel, tellOfModelChanges } from './load-model.ts';
import { dryRunLocation } from './locations/dry-run.ts';
import { assertAllowedType, createLocationStore, type LocationStore } from './locations/location-store.ts';
import { folderRefreshKey, folderRefreshKeyPrefix } from './processors/file-reader.ts';
import { createEngineMeter, measureProcessing } from './measure-processing.ts';
import { createFolderWatch } from './reading/folder-watch.ts';
import { createHostBudget } from './reading/host-budget.ts';
import { createPoliteReader } from './reading/polite-reader.ts';
import { assertRead } from './reading/postponed-error.ts';
import { traceReads } from './reading/trace-reads.ts';
import { createYamlReader } from './reading/yaml-reader.ts';
import { recheckChangedProcessing } from './recheck-changed-processing.ts';
import type { CatalogRegistries } from './registries.ts';

/** What a catalog needs from the backend. */
export interface CatalogServices {
  db: StatementRunner;
  config: Config;
  logger: LoggerService;
  reader: UrlReaderService;
  events: CatalogEvents;
  metrics?: MetricsService;
}

/** The write side of the catalog, and what its API is made of. */
export interface Catalog {
  db: StatementRunner;
  model: CatalogModel;
  options: CatalogOptions;
  rules: CatalogRules;
  integrations: ScmIntegrations;
  allowedLocationTypes: readonly string[];
  engine: CatalogEngine;
  locations: LocationStore;
  entities: EntityOperations;
  /** Processes a location without storing anything. @throws InputError, ServiceUnavailableError */
  dryRun(location: LocationSpec): Promise<Entity[]>;
  /** Processes an entity on its own. Resolves to the faults. @throws ServiceUnavailableError */
  validate(entity: Entity): Promise<Error[]>;
  /** Takes up work, unless `catalog.processingInterval` is `false`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes a catalog of the backend's services and what modules have added. */
export async function createCatalog(
  services: CatalogServices,
  registries: CatalogRegistries,
): Promise<Catalog> {
  const { db, config, logger, metrics } = services;
  const options = readCatalogOptions(config);
  const model = await loadModel(config, registries, logger);
  tellOfModelChanges(config, logger);
  const integrations = createScmIntegrations(config);
  const rules = readCatalogRules(config);
  const budget = createHostBudget({ ...options.readBudget, now: Date.now });
  const reader = createPoliteReader(services.reader, budget);
  const yaml = createYamlReader();
  const folders = createFolderWatch(folder => void onFolder(folder));
  const allowedLocationTypes = registries.allowedLocationTypes ?? defaultAllowedLocationTypes;
  const processing = createCatalogProcessing({
    options,
    model,
    integrations,
    rules,
    reader,
    yaml,
    registries,
    logger,
    allowedLocationTypes,
    onRead: folder => folders.add(folder),
  });
  const { isQuick, foreignProcessors } = processing;
  const process = metrics ? measureProcessing(processing.process, metrics) : processing.process;
  const engine = createCatalogEngine({
    ...services,
    model,
    process,
    isQuick,
    guard: options.guard,
    isOff: options.processingInterval === false,
    checks: { intervalMs: options.processingInterval || 0, foreignProcessors },
    reading: (work, { isUrgent }) =>
      isUrgent ? reader.urgently(() => traceReads(reader, work)) : traceReads(reader, work),
    ...(metrics && { meter: createEngineMeter(metrics) }),
  });
  // Somebody waits for the answer.
  const whileWaiting = async <T>(work: () => Promise<T>): Promise<T> =>
    (await reader.urgently(() => reader.watch(work))).result;
  async function onFolder(folder: string): Promise<void> {
    const ids = await findIdsByRefreshKeys(db, [folderRefreshKey(folder)]);
    if (ids.length > 0) await engine.check(ids, { cause: `location:file:${folder}` });
  }
  return {
    db,
    model,
    options,
    rules,
    integrations,
    allowedLocationTypes,
    engine,
    locations: createLocationStore({ db, engine, allowedTypes: allowedLocationTypes }),
    entities: createEntityOperations(db, engine),
    async dryRun(location) {
      assertAllowedType(location.type, allowedLocationTypes);
      return whileWaiting(() => dryRunLocation(process, location));
    },
    async validate(entity) {
      const outcome = await whileWaiting(() => process(entity, null));
      assertRead(outcome);
      return outcome.errors.map(deserializeError);
    },
    async start() {
      if (options.processingInterval === false) return;
      await engine.start();
      await recheckChangedProcessing(db, {
        model,
        integrations,
        rules,
        allowedLocationTypes,
        processors: processing.processors.map(name => [name, options.processorOptions(name).priority]),
        registries,
      });
      // Nobody has watched the files while the portal was down, and what failed may have been due to its configuration.
      await hastenFailed(db, Date.now());
      await engine.check(await findIdsByRefreshKeyPrefix(db, folderRefreshKeyPrefix));
    },
    async stop() {
      folders[Symbol.dispose]();
      reader.stop();
      await engine.stop();
      await yaml.stop();
    },
  };
}
