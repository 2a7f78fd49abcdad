import { coreServices, type ServiceFactory } from '@portico/backend-plugin-api';
import { createConfigReader, type Config, type JsonObject } from '@portico/config';
import type { ListeningHttpRouter } from '@portico/backend-defaults';
import { defaultFactoryOf, withChangedDeps, withResult } from './default-factory.ts';

/**
 * The HTTP server and discovery of a test: as in `createBackend`, but at a port
 * that is free, which is also where browsers are sent.
 */
export function createTestServerFactories(
  onListening: (router: ListeningHttpRouter) => void,
): ServiceFactory[] {
  const atFreePort = { backend: { listen: { host: 'localhost', port: 0 }, baseUrl: null, https: null } };
  const change = (deps: Record<string, unknown>) => ({
    ...deps,
    config: overlay(deps.config as Config, atFreePort),
  });
  const server = withChangedDeps(defaultFactoryOf(coreServices.rootHttpRouter), change);
  const discovery = withChangedDeps(defaultFactoryOf(coreServices.discovery), change);
  return [withResult(server, router => onListening(router as ListeningHttpRouter)), discovery];
}

/** The database of a test: as configured, or in memory. */
export function createTestDatabaseFactory(): ServiceFactory<typeof coreServices.database.T, 'plugin'> {
  const inMemory = { backend: { database: { client: 'better-sqlite3', connection: ':memory:' } } };
  return withChangedDeps(defaultFactoryOf(coreServices.database), deps => {
    const config = deps.config as Config;
    return config.has('backend.database') ? deps : { ...deps, config: overlay(config, inMemory) };
  });
}

function overlay(config: Config, data: JsonObject): Config {
  const reader = createConfigReader([
    { context: 'mock-config', data: config.getOptional<JsonObject>() ?? {} },
    { context: 'test', data },
  ]);
  return { ...reader, ...(config.subscribe ? { subscribe: config.subscribe } : {}) };
}
