import type {
  Extension,
  FrontendFeature,
  FrontendPlugin,
  InstallableExtension,
  InstallableModule,
  InstallablePlugin,
} from '@portico/frontend-plugin-api';

/** A plugin as the app works with it. */
export type InstalledPlugin = InstallablePlugin & FrontendPlugin;

/** The features of an app, by what they are. */
export interface InstalledFeatures {
  plugins: InstalledPlugin[];
  modules: InstallableModule[];
}

/**
 * Reads features by their structure. Of several plugins with the same id the
 * last one counts; the same feature twice counts once.
 *
 * @throws TypeError for what is no feature.
 */
export function readFeatures(
  features: readonly FrontendFeature[],
  info: (plugin: InstallablePlugin & { pluginId: string }) => FrontendPlugin['info'],
): InstalledFeatures {
  const plugins = new Map<string, InstalledPlugin>();
  const modules = new Set<InstallableModule>();
  for (const feature of new Set(features)) {
    assertFeature(feature);
    if (feature.$$type === '@backstage/FrontendModule') {
      modules.add(feature as InstallableModule);
      continue;
    }
    const plugin = feature as InstallablePlugin;
    const pluginId = plugin.pluginId ?? plugin.id;
    // The position of the last one counts as well.
    plugins.delete(pluginId);
    plugins.set(pluginId, { ...plugin, pluginId, info: info({ ...plugin, pluginId }) });
  }
  return { plugins: [...plugins.values()], modules: [...modules] };
}

/** The structure behind an extension. */
export function toInstallable(extension: Extension): InstallableExtension {
  // The marker stands for this structure, whichever package made it.
  return extension as unknown as InstallableExtension;
}

function assertFeature(feature: unknown): asserts feature is { $$type: string } {
  const type: unknown =
    typeof feature === 'object' && feature !== null ? Reflect.get(feature, '$$type') : undefined;
  if (type === '@backstage/FrontendPlugin' || type === '@backstage/FrontendModule') return;
  if (type === '@backstage/BackendFeature')
    throw new TypeError('The list of features holds a backend feature. Add it to the backend instead');
  throw new TypeError(
    `The list of features holds ${typeof type === 'string' ? `'${type}'` : `something that is no feature (${typeof feature})`}. List plugins, modules and feature loaders`,
  );
}
