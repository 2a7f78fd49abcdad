/** What a plugin may be made of. */
export const pluginParts = ['backend', 'web', 'both'] as const;

/** What a plugin is made of. */
export type PluginParts = (typeof pluginParts)[number];

/** A package that is to be written. */
export interface NewPackage {
  /** The id of the plugin, or of the module. */
  id: string;
  /** The plugin that the module extends. */
  moduleOf?: string;
  parts: PluginParts;
  packageName: string;
  folderName: string;
}
