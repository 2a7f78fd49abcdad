import type { ExtensionPoint, ExtensionPointFactoryContext } from './extension-point.ts';
import {
  featureIdPattern,
  type BackendFeature,
  type ExtensionPointRegistration,
  type InitRegistration,
  type ModuleRegistration,
  type PluginRegistration,
  type RegistrationsFeature,
} from './feature.ts';
import type { ServiceOf, ServiceRef } from './service-ref.ts';

type Needs = Record<string, ServiceRef<unknown> | ExtensionPoint<unknown>>;
type Given<TDeps extends Needs> = {
  [K in keyof TDeps]: TDeps[K] extends ExtensionPoint<infer T> ? T : ServiceOf<TDeps[K]>;
};

/** What `register` of a plugin or module may do. */
export interface FeatureRegistry {
  /** Offers a slot to modules of the same plugin; before `registerInit`. */
  registerExtensionPoint<T>(ref: ExtensionPoint<T>, implementation: T): void;
  registerExtensionPoint<T>(options: {
    extensionPoint: ExtensionPoint<T>;
    factory(context: ExtensionPointFactoryContext): T;
  }): void;
  /** States what is needed and what to do with it; exactly once. */
  registerInit<TDeps extends Needs>(options: {
    deps: TDeps;
    init(deps: Given<TDeps>): void | Promise<void>;
  }): void;
}

/** Defines a plugin: its id, the slots it offers, its needs and its one function. */
export function createBackendPlugin(options: {
  pluginId: string;
  register(env: FeatureRegistry): void;
}): BackendFeature {
  const { pluginId, register } = options;
  assertId(pluginId, `plugin id '${pluginId}'`);
  return toFeature(() => {
    const parts = collect(register, `plugin '${pluginId}'`);
    return { type: 'plugin-v1.1', pluginId, ...parts } satisfies PluginRegistration;
  });
}

/** Defines a module, which extends one plugin through that plugin's slots. */
export function createBackendModule(options: {
  pluginId: string;
  moduleId: string;
  register(env: FeatureRegistry): void;
}): BackendFeature {
  const { pluginId, moduleId, register } = options;
  assertId(pluginId, `plugin id '${pluginId}' of module '${moduleId}'`);
  assertId(moduleId, `module id '${moduleId}' for plugin '${pluginId}'`);
  return toFeature(() => {
    const parts = collect(register, `module '${moduleId}' for plugin '${pluginId}'`);
    return { type: 'module-v1.1', pluginId, moduleId, ...parts } satisfies ModuleRegistration;
  });
}

function assertId(id: string, what: string): void {
  if (!featureIdPattern.test(id)) {
    throw new Error(
      `Invalid ${what}: use letters and digits, in words joined by dashes, starting with a letter`,
    );
  }
}

function toFeature(register: () => PluginRegistration | ModuleRegistration): RegistrationsFeature {
  return {
    $$type: '@backstage/BackendFeature',
    version: 'v1',
    featureType: 'registrations',
    // Each backend gets registrations of its own, with what `register` keeps between its calls.
    getRegistrations: () => [register()],
  };
}

function collect(
  register: (env: FeatureRegistry) => void,
  owner: string,
): Pick<PluginRegistration, 'extensionPoints' | 'connections' | 'init'> {
  const extensionPoints: ExtensionPointRegistration[] = [];
  let init: InitRegistration | undefined;
  register({
    registerExtensionPoint(refOrOptions: object, implementation?: unknown) {
      if (init)
        throw new Error(`registerExtensionPoint called after registerInit in ${owner}; call it before`);
      extensionPoints.push(toExtensionPointRegistration(refOrOptions, implementation));
    },
    registerInit({ deps, init: func }) {
      if (init) throw new Error(`registerInit called twice in ${owner}; call it once`);
      init = { deps, func: async given => func(given as never) };
    },
  });
  if (!init) throw new Error(`registerInit was not called by register in ${owner}; call it once`);
  return { extensionPoints, connections: [], init };
}

function toExtensionPointRegistration(
  refOrOptions: object,
  implementation: unknown,
): ExtensionPointRegistration {
  if ('extensionPoint' in refOrOptions) return refOrOptions as ExtensionPointRegistration;
  return { extensionPoint: refOrOptions as ExtensionPoint<unknown>, factory: () => implementation };
}
