import type { JsonObject } from '@portico/config';
import type { JSX } from 'react';
import type { ExternalRouteRef } from '../routing/external-route-ref.ts';
import type { RouteRef } from '../routing/route-ref.ts';
import type { SubRouteRef } from '../routing/sub-route-ref.ts';
import type { Extension } from './extension.ts';
import type { FilterPredicate } from './filter-predicate.ts';

/** An icon that is ready to be drawn, or `null` for none. */
export type IconElement = JSX.Element | null;

/** A feature flag that a plugin asks about. */
export interface FeatureFlagConfig {
  name: string;
  description?: string;
}

/** What is known about the package that a plugin comes from. */
export interface FrontendPluginInfo {
  packageName?: string;
  version?: string;
  description?: string;
  ownerEntityRefs?: string[];
  links?: { title: string; url: string }[];
}

/** Where the information about a plugin is read from, when somebody asks. */
export interface FrontendPluginInfoOptions {
  /** Loads the package.json: `() => import('../package.json')`. */
  packageJson?: () => Promise<JsonObject | { default: JsonObject }>;
  /** Loads the catalog-info.yaml, parsed. */
  manifest?: () => Promise<JsonObject | { default: JsonObject }>;
}

/** The routes of a plugin, by name. */
export type PluginRoutes = Record<string, RouteRef | SubRouteRef>;

/** The routes that a plugin links to and others provide, by name. */
export type PluginExternalRoutes = Record<string, ExternalRouteRef>;

/** A plugin as an app installs it. */
export interface FrontendPlugin<Routes = PluginRoutes, ExternalRoutes = PluginExternalRoutes> {
  readonly $$type: '@backstage/FrontendPlugin';
  readonly pluginId: string;
  /** The same as `pluginId`; older plugins have only this. */
  readonly id: string;
  readonly title?: string;
  readonly icon?: IconElement;
  readonly routes: Routes;
  readonly externalRoutes: ExternalRoutes;
  /** Where the plugin comes from. @throws Error until the plugin is installed in an app. */
  info(): Promise<FrontendPluginInfo>;
}

/** What changes a plugin from outside: extensions that replace others or are added. */
export interface FrontendModule {
  readonly $$type: '@backstage/FrontendModule';
  readonly pluginId: string;
}

/** Anything that an app can install. Plugins that were built long ago have no `pluginId`. */
export type FrontendFeature =
  | (Omit<FrontendPlugin, 'pluginId'> & { readonly pluginId?: string })
  | FrontendModule;

/** The structure behind a plugin that the app reads. */
export interface InstallablePlugin extends Omit<FrontendPlugin, 'pluginId'> {
  readonly version: string;
  readonly pluginId?: string;
  readonly extensions: readonly Extension[];
  readonly featureFlags: readonly FeatureFlagConfig[];
  readonly if?: FilterPredicate | undefined;
  readonly infoOptions?: FrontendPluginInfoOptions | undefined;
}

/** The structure behind a module that the app reads. */
export interface InstallableModule extends FrontendModule {
  toString(): string;
  readonly version: string;
  readonly extensions: readonly Extension[];
  readonly featureFlags: readonly FeatureFlagConfig[];
  readonly if?: FilterPredicate | undefined;
}

const pluginIdPattern = /^[a-z][\w-]*$/i;

/** @throws Error when a plugin id cannot be part of extension ids and URLs. */
export function assertPluginId(pluginId: string): void {
  if (!pluginIdPattern.test(pluginId))
    throw new Error(`The plugin id '${pluginId}' is not valid. Use letters, digits and dashes: my-plugin`);
}
