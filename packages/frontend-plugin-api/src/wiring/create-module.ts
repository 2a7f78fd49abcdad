import type { AnyExtensionDefinition } from './extension-definition.ts';
import {
  assertPluginId,
  type FeatureFlagConfig,
  type FrontendModule,
  type InstallableModule,
} from './feature.ts';
import type { FilterPredicate } from './filter-predicate.ts';
import { resolveExtensions } from './resolve-extension.ts';

/** What a module is made of. */
export interface CreateFrontendModuleOptions {
  /** The plugin that is changed. Without it in the app, the module does nothing. */
  pluginId: string;
  /** Extensions that replace those of the plugin with the same id, or are added to it. */
  extensions?: readonly AnyExtensionDefinition[];
  featureFlags?: FeatureFlagConfig[];
  /** A condition for all extensions of the module, beside their own. */
  if?: FilterPredicate;
}

/**
 * Defines a module: extensions that change or add to a plugin from outside.
 *
 * @throws Error when the id is not valid, or two extensions have the same id.
 */
export function createFrontendModule(options: CreateFrontendModuleOptions): FrontendModule {
  const { pluginId } = options;
  assertPluginId(pluginId);
  const byId = resolveExtensions(options.extensions ?? [], { pluginId, what: 'The module for plugin' });
  const module: InstallableModule = {
    $$type: '@backstage/FrontendModule',
    version: 'v1',
    pluginId,
    featureFlags: options.featureFlags ?? [],
    if: options.if,
    extensions: [...byId.values()].map(entry => entry.extension),
    toString: () => `Module{pluginId=${pluginId}}`,
  };
  return module;
}
