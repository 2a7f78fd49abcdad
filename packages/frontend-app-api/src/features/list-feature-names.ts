import type { Config } from '@portico/config';
import { createRootExtension } from '../app/root-extension.ts';
import { loadFeatures, type AppFeature } from './load-features.ts';
import { readFeatures, toInstallable } from './read-features.ts';

/** What the configuration of an app may name. */
export interface FeatureNames {
  /** The ids of extensions. */
  extensions: string[];
  /** `<plugin id>.<name>` of the routes of plugins. */
  routes: string[];
  externalRoutes: string[];
}

/**
 * Lists what the configuration of an app with these features may name, without
 * making any of it.
 *
 * @throws Error when a loader of features fails, or asks the configuration,
 *   which is not known here.
 */
export async function listFeatureNames(features: readonly AppFeature[]): Promise<FeatureNames> {
  const loaded = await loadFeatures(features, unknownConfig());
  const { plugins, modules } = readFeatures(loaded, () => async () => ({}));
  const ofPlugins = modules.filter(module => plugins.some(({ pluginId }) => pluginId === module.pluginId));
  const extensions = [...plugins, ...ofPlugins].flatMap(feature => feature.extensions.map(toInstallable));
  const namesOf = (kind: 'routes' | 'externalRoutes'): string[] =>
    plugins.flatMap(plugin => Object.keys(plugin[kind]).map(name => `${plugin.pluginId}.${name}`));
  return {
    extensions: [...new Set([createRootExtension(), ...extensions].map(({ id }) => id))],
    routes: namesOf('routes'),
    externalRoutes: namesOf('externalRoutes'),
  };
}

function unknownConfig(): Config {
  const refuse = (): never => {
    throw new Error('It asks the configuration, which is known at run time only');
  };
  return new Proxy({} as Config, { get: refuse });
}
