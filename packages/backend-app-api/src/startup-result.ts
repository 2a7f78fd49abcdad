/** How a plugin or module failed to start, and whether the configuration permits it. */
export interface StartupFailure {
  error: Error;
  allowed: boolean;
}

/** How the start of a module ended. */
export interface ModuleStartupResult {
  moduleId: string;
  resultAt: Date;
  failure?: StartupFailure;
}

/** How the start of a plugin ended; of a plugin that is not installed, too, when it has modules. */
export interface PluginStartupResult {
  pluginId: string;
  resultAt: Date;
  failure?: StartupFailure;
  modules: ModuleStartupResult[];
}

/** How the start of a backend ended. */
export interface BackendStartupResult {
  beginAt: Date;
  resultAt: Date;
  /** `failure` when anything failed that may not. */
  outcome: 'success' | 'failure';
  plugins: PluginStartupResult[];
}
