import type { ComponentType, JSX, ReactNode } from 'react';
import { createApiRef } from './api-ref.ts';

/** A component that draws its children inside something else. */
export type WrapperComponent = ComponentType<{ children: ReactNode }>;

/** What surrounds all extensions of a plugin. */
export interface PluginWrapperApi {
  getRootWrapper(): WrapperComponent;
  getPluginWrapper(pluginId: string): WrapperComponent | undefined;
}

/** {@link PluginWrapperApi}. */
export const pluginWrapperApiRef = createApiRef<PluginWrapperApi>().with({
  id: 'core.plugin-wrapper',
  pluginId: 'app',
});

/** The actions in the headers of a plugin's pages. */
export interface PluginHeaderActionsApi {
  getPluginHeaderActions(pluginId: string): (JSX.Element | null)[];
}

/** {@link PluginHeaderActionsApi}. */
export const pluginHeaderActionsApiRef = createApiRef<PluginHeaderActionsApi>().with({
  id: 'core.plugin-header-actions',
  pluginId: 'app',
});
