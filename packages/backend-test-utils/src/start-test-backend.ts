import type { Server } from 'node:http';
import { createSpecializedBackend, type Backend } from '@portico/backend-app-api';
import { defaultServiceFactories, type ListeningHttpRouter } from '@portico/backend-defaults';
import {
  createBackendModule,
  createBackendPlugin,
  type BackendFeature,
  type ExtensionPoint,
  type ModuleRegistration,
  type PluginRegistration,
  type ServiceFactory,
} from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import { mockServices } from './services/mock-services.ts';
import { createTestServerFactories } from './services/test-server.ts';

type Part = PluginRegistration | ModuleRegistration;

/** How {@link startTestBackend} is called. */
export interface TestBackendOptions {
  features?: (BackendFeature | { default: BackendFeature } | Promise<{ default: BackendFeature }>)[];
  /** Stand-ins for the extension points that the tested modules use. */
  extensionPoints?: readonly (readonly [ExtensionPoint<unknown>, unknown])[];
  /** The data of the configuration. */
  config?: JsonObject;
}

/** A backend that runs, with its server. Disposing of it stops it. */
export interface TestBackend extends Backend, AsyncDisposable {
  readonly server: Server;
  /** Where it is reached, such as `http://localhost:40123`. */
  readonly url: string;
}

/**
 * Starts a backend for a test: all services of `createBackend`, the HTTP server
 * at a free port, databases in memory, no log, tasks that run when told, and
 * the credentials of `mockCredentials`. A request without credentials is from
 * the mock user. Modules are given an empty plugin when theirs is not there.
 */
export async function startTestBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const features = await Promise.all((options.features ?? []).map(async feature => unwrap(await feature)));
  let router: ListeningHttpRouter | undefined;
  const backend = createSpecializedBackend({
    defaultServiceFactories: createTestServices(options.config ?? {}, started => (router = started)),
  });
  const parts = features.flatMap(registrationsOf);
  const additions = [
    ...createTestModules(parts, options.extensionPoints ?? []),
    ...createMissingPlugins(parts),
  ];
  for (const feature of [...features, ...additions]) backend.add(feature);
  try {
    await backend.start();
  } catch (error) {
    await backend.stop();
    throw error;
  }
  const running = (): ListeningHttpRouter => {
    if (router) return router;
    throw new Error('The root HTTP router of the test backend was replaced, so that its server is not known');
  };
  return {
    ...backend,
    get server() {
      return running().server;
    },
    get url() {
      return `http://localhost:${running().port()}`;
    },
    [Symbol.asyncDispose]: () => backend.stop(),
  };
}

function createTestServices(
  config: JsonObject,
  onListening: (router: ListeningHttpRouter) => void,
): ServiceFactory[] {
  return [
    ...defaultServiceFactories,
    ...createTestServerFactories(onListening),
    mockServices.rootConfig.factory({ data: config }),
    mockServices.rootLogger.factory(),
    mockServices.auth.factory(),
    mockServices.httpAuth.factory(),
    mockServices.userInfo.factory(),
    mockServices.database.factory(),
    mockServices.scheduler.factory(),
    mockServices.events.factory(),
  ];
}

function unwrap(feature: BackendFeature | { default: BackendFeature }): BackendFeature {
  return 'default' in feature && !('$$type' in feature)
    ? unwrap(feature.default)
    : (feature as BackendFeature);
}

function registrationsOf(feature: BackendFeature): Part[] {
  return 'getRegistrations' in feature
    ? (feature as unknown as { getRegistrations(): Part[] }).getRegistrations()
    : [];
}

/** Empty plugins for modules whose plugin is not there. */
function createMissingPlugins(parts: readonly Part[]): BackendFeature[] {
  const present = new Set(
    parts.filter(part => part.type.startsWith('plugin')).map(({ pluginId }) => pluginId),
  );
  const missing = new Set(parts.map(({ pluginId }) => pluginId)).difference(present);
  return Array.from(missing, pluginId =>
    createBackendPlugin({ pluginId, register: env => env.registerInit({ deps: {}, init: () => undefined }) }),
  );
}

/** Modules that offer the stand-ins, in the plugins of the modules that use them. */
function createTestModules(
  parts: readonly Part[],
  extensionPoints: NonNullable<TestBackendOptions['extensionPoints']>,
): BackendFeature[] {
  return extensionPoints.map(([extensionPoint, implementation]) => {
    const user = parts.find(
      ({ type, init }) =>
        type.startsWith('module') && Object.values(init.deps).some(ref => ref.id === extensionPoint.id),
    );
    if (!user) {
      throw new Error(
        `Unable to determine the plugin ID of extension point(s) '${extensionPoint.id}'. Tested extension points must be depended on by one or more tested modules`,
      );
    }
    return createBackendModule({
      pluginId: user.pluginId,
      moduleId: `test-${extensionPoint.id.replaceAll(/[^a-z0-9]+/gi, '-')}`,
      register(env) {
        env.registerExtensionPoint(extensionPoint, implementation);
        env.registerInit({ deps: {}, init: () => undefined });
      },
    });
  });
}
