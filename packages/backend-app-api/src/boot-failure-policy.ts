import type { Config } from '@portico/config';
import type { FaultOwner } from './wiring-fault.ts';

/** Tells whether the backend may run although a plugin or module failed to start. */
export type BootFailurePolicy = (owner: FaultOwner) => boolean;

/**
 * Reads `backend.startup`: `default.onPluginBootFailure`,
 * `default.onPluginModuleBootFailure`, and the same for one plugin or module
 * under `plugins.<id>` and `plugins.<id>.modules.<id>`. Failures abort the
 * start unless it says `continue`.
 */
export function createBootFailurePolicy(config: Config | undefined): BootFailurePolicy {
  const startup = config?.getOptionalConfig('backend.startup');
  return ({ pluginId, moduleId }) => {
    const plugin = startup?.getOptionalConfig('plugins')?.getOptionalConfig(pluginId);
    const reaction =
      moduleId === undefined
        ? (plugin?.getOptionalString('onPluginBootFailure') ??
          startup?.getOptionalString('default.onPluginBootFailure'))
        : (plugin
            ?.getOptionalConfig('modules')
            ?.getOptionalConfig(moduleId)
            ?.getOptionalString('onPluginModuleBootFailure') ??
          startup?.getOptionalString('default.onPluginModuleBootFailure'));
    return reaction === 'continue';
  };
}
