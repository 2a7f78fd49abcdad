import {
  coreExtensionData,
  type AppNode,
  type ExtensionDataContainer,
  type PluginHeaderActionsApi,
} from '@portico/frontend-plugin-api';

/** Gives each plugin the actions that its own extensions bring. */
export function createPluginHeaderActionsApi(
  actions: readonly ({ node: AppNode } & ExtensionDataContainer<typeof coreExtensionData.reactElement>)[],
): PluginHeaderActionsApi {
  return {
    getPluginHeaderActions: pluginId =>
      actions
        .filter(({ node }) => node.spec.plugin.pluginId === pluginId)
        .map(action => action.get(coreExtensionData.reactElement)),
  };
}
