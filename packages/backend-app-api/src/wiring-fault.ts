/** Whoever a fault belongs to: a plugin, or one module of a plugin. */
export interface FaultOwner {
  pluginId: string;
  moduleId?: string;
}

/** A fault in how features fit together, found before anything starts. */
export interface WiringFault {
  error: Error;
  /** Those who cannot start because of it; with none, the backend as a whole cannot. */
  owners: FaultOwner[];
}

/** Names a plugin or module in a message. */
export function describeOwner({ pluginId, moduleId }: FaultOwner): string {
  return moduleId === undefined ? `plugin '${pluginId}'` : `module '${moduleId}' for plugin '${pluginId}'`;
}
