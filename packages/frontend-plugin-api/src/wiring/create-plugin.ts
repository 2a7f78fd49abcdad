import type { AnyExtensionDefinition, ExtensionDefinition } from './extension-definition.ts';
import type { ExtensionTypes } from './extension-types.ts';
import {
  assertPluginId,
  type FeatureFlagConfig,
  type FrontendPlugin,
  type FrontendPluginInfoOptions,
  type IconElement,
  type InstallablePlugin,
  type PluginExternalRoutes,
  type PluginRoutes,
} from './feature.ts';
import type { FilterPredicate } from './filter-predicate.ts';
import { resolveExtensionDefinition, resolveExtensions } from './resolve-extension.ts';

/** What a plugin is made of. */
export interface CreateFrontendPluginOptions<Routes, ExternalRoutes> {
  pluginId: string;
  /** Stands in the headers of pages that have no title of their own. */
  title?: string;
  icon?: IconElement;
  /** Routes that others may link to, as `<plugin id>.<name>`. */
  routes?: Routes;
  externalRoutes?: ExternalRoutes;
  extensions?: readonly AnyExtensionDefinition[];
  featureFlags?: FeatureFlagConfig[];
  /** A condition for all extensions of the plugin, beside their own. */
  if?: FilterPredicate;
  info?: FrontendPluginInfoOptions;
}

/** What of a plugin is changed. */
export interface PluginOverrides {
  /** Extensions that replace those with the same id, or are added. */
  extensions?: readonly AnyExtensionDefinition[];
  /** `undefined` takes the condition away. */
  if?: FilterPredicate | undefined;
  title?: string;
  icon?: IconElement;
  info?: FrontendPluginInfoOptions;
}

/** The definition of an installed extension, whose types its id does not tell. */
export type UntypedExtensionDefinition = ExtensionDefinition<UntypedExtension>;

interface UntypedExtension extends ExtensionTypes {
  inputs: Record<string, never>;
  config: Record<string, unknown>;
  params: Record<string, unknown>;
}

/** A plugin whose extensions can be taken out and replaced. */
export interface OverridableFrontendPlugin<
  Routes = PluginRoutes,
  ExternalRoutes = PluginExternalRoutes,
> extends FrontendPlugin<Routes, ExternalRoutes> {
  /** The definition of one extension by its full id. @throws Error when there is none. */
  getExtension(id: string): UntypedExtensionDefinition;
  /** The same plugin with other extensions, title, icon or information. */
  withOverrides(overrides: PluginOverrides): OverridableFrontendPlugin<Routes, ExternalRoutes>;
}

/**
 * Defines a plugin: a name for its extensions and routes.
 *
 * @throws Error when the id is not valid, or two extensions have the same id.
 */
export function createFrontendPlugin<Routes = Record<never, never>, ExternalRoutes = Record<never, never>>(
  options: CreateFrontendPluginOptions<Routes, ExternalRoutes>,
): OverridableFrontendPlugin<Routes, ExternalRoutes> {
  const { pluginId } = options;
  assertPluginId(pluginId);
  const byId = resolveExtensions(options.extensions ?? [], { pluginId, what: 'The plugin' });
  const plugin = {
    $$type: '@backstage/FrontendPlugin' as const,
    version: 'v1',
    pluginId,
    id: pluginId,
    ...(options.title !== undefined && { title: options.title }),
    ...(options.icon !== undefined && { icon: options.icon }),
    routes: options.routes ?? {},
    externalRoutes: options.externalRoutes ?? {},
    featureFlags: options.featureFlags ?? [],
    if: options.if,
    extensions: [...byId.values()].map(entry => entry.extension),
    infoOptions: options.info,
    info: () =>
      Promise.reject(
        new Error(`The plugin '${pluginId}' is not installed. Ask the plugin of a node of the app tree`),
      ),
    getExtension: (id: string) => findDefinition(pluginId, id, byId.get(id)?.definition),
    withOverrides: (overrides: PluginOverrides) => createFrontendPlugin(applyOverrides(options, overrides)),
    toString: () => `Plugin{id=${pluginId}}`,
  } satisfies Omit<InstallablePlugin, 'routes' | 'externalRoutes'> & Record<string, unknown>;
  // Routes default to none, which is what their types default to.
  return plugin as unknown as OverridableFrontendPlugin<Routes, ExternalRoutes>;
}

function findDefinition(
  pluginId: string,
  id: string,
  definition: AnyExtensionDefinition | undefined,
): AnyExtensionDefinition {
  if (!definition)
    throw new Error(
      `The plugin '${pluginId}' has no extension '${id}'. Use the full id: [<kind>:]${pluginId}[/<name>]`,
    );
  // The plugin is part of the definition from here on, so that it can be listed elsewhere too.
  return { ...definition, namespace: pluginId } as AnyExtensionDefinition;
}

function applyOverrides<Routes, ExternalRoutes>(
  options: CreateFrontendPluginOptions<Routes, ExternalRoutes>,
  overrides: PluginOverrides,
): CreateFrontendPluginOptions<Routes, ExternalRoutes> {
  const { pluginId } = options;
  const replacements = resolveExtensions(overrides.extensions ?? [], {
    pluginId,
    what: 'The override of plugin',
  });
  const kept = (options.extensions ?? []).map(definition => {
    const { id } = resolveExtensionDefinition(definition, pluginId);
    const replacement = replacements.get(id)?.definition;
    replacements.delete(id);
    return replacement ?? definition;
  });
  const { if: condition, ...rest } = options;
  const predicate = 'if' in overrides ? overrides.if : condition;
  return {
    ...rest,
    ...(predicate !== undefined && { if: predicate }),
    ...(overrides.title !== undefined && { title: overrides.title }),
    ...(overrides.icon !== undefined && { icon: overrides.icon }),
    extensions: [...kept, ...[...replacements.values()].map(entry => entry.definition)],
    info: { ...options.info, ...overrides.info },
  };
}
