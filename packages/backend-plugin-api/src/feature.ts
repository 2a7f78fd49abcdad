import type { ExtensionPoint, ExtensionPointFactoryContext } from './extension-point.ts';
import type { ServiceRef } from './service-ref.ts';

/** Anything that can be added to a backend: a plugin, a module, a service factory or a feature loader. */
export interface BackendFeature {
  $$type: '@backstage/BackendFeature';
}

/** The ids that plugins and modules may have, with `_` tolerated for the sake of old ones. */
export const featureIdPattern = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/i;

/** What an extension point, once registered, gives: its object, or one object for each module that asks. */
export interface ExtensionPointRegistration {
  extensionPoint: ExtensionPoint<unknown>;
  factory(context: ExtensionPointFactoryContext): unknown;
}

/** What a plugin or module waits for, and its one function. */
export interface InitRegistration {
  deps: Record<string, ServiceRef<unknown> | ExtensionPoint<unknown>>;
  func(deps: Record<string, unknown>): Promise<void>;
}

/** A plugin as the initializer sees it. */
export interface PluginRegistration {
  type: 'plugin-v1.1';
  pluginId: string;
  extensionPoints: ExtensionPointRegistration[];
  connections: never[];
  init: InitRegistration;
}

/** A module as the initializer sees it. */
export interface ModuleRegistration extends Omit<PluginRegistration, 'type'> {
  type: 'module-v1.1';
  moduleId: string;
}

/** A feature that brings plugins and modules. */
export interface RegistrationsFeature extends BackendFeature {
  version: 'v1';
  featureType: 'registrations';
  getRegistrations(): (PluginRegistration | ModuleRegistration)[];
}
