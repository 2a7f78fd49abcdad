import type { LoggerService } from '@portico/backend-plugin-api';
import type { BootFailurePolicy } from './boot-failure-policy.ts';
import { describeOwner, type FaultOwner } from './wiring-fault.ts';
import { reportProgress } from './startup-progress.ts';
import type {
  BackendStartupResult,
  ModuleStartupResult,
  PluginStartupResult,
  StartupFailure,
} from './startup-result.ts';

/** Collects how the start of each plugin and module ends. */
export interface StartupRecord {
  pluginEnded(pluginId: string, error?: Error): void;
  moduleEnded(pluginId: string, moduleId: string, error?: Error): void;
  /** A module failed in what it left behind in an extension point, perhaps after it ended well. */
  moduleReportedFailure(pluginId: string, moduleId: string, error: Error): void;
  /** Ends the record and gives the result. */
  end(): BackendStartupResult;
}

/** Begins a record for the plugins that are about to start. Failures are logged as they come. */
export function createStartupRecord(options: {
  pluginIds: readonly string[];
  permits: BootFailurePolicy;
  logger: LoggerService | undefined;
}): StartupRecord {
  const { pluginIds, logger } = options;
  const beginAt = new Date();
  const plugins = new Map<string, PluginStartupResult>();
  const modules = new Map<string, Map<string, ModuleStartupResult>>(pluginIds.map(id => [id, new Map()]));
  const progress = reportProgress(pluginIds, logger);
  let ended = false;

  function setModule(pluginId: string, moduleId: string, error: Error | undefined): void {
    const ofPlugin = modules.get(pluginId) ?? new Map<string, ModuleStartupResult>();
    modules.set(pluginId, ofPlugin);
    const failure =
      ofPlugin.get(moduleId)?.failure ?? (error && judge({ pluginId, moduleId }, error, options));
    ofPlugin.set(moduleId, { moduleId, resultAt: new Date(), ...(failure ? { failure } : {}) });
  }

  return {
    pluginEnded(pluginId, error) {
      if (plugins.has(pluginId)) return;
      const failure = error && judge({ pluginId }, error, options);
      plugins.set(pluginId, { pluginId, resultAt: new Date(), modules: [], ...(failure ? { failure } : {}) });
      progress.ended(pluginId);
    },
    moduleEnded: setModule,
    moduleReportedFailure(pluginId, moduleId, error) {
      if (!ended) return setModule(pluginId, moduleId, error);
      logger?.error(
        `Module '${moduleId}' in plugin '${pluginId}' reported a startup failure after the start.`,
        error,
      );
    },
    end() {
      ended = true;
      progress.stop();
      const results = [...plugins.values()].map(plugin => ({
        ...plugin,
        modules: [...(modules.get(plugin.pluginId)?.values() ?? [])],
      }));
      const failures = results.flatMap(plugin => [
        plugin.failure,
        ...plugin.modules.map(module => module.failure),
      ]);
      const outcome = failures.some(failure => failure && !failure.allowed) ? 'failure' : 'success';
      return { beginAt, resultAt: new Date(), outcome, plugins: results };
    },
  };
}

function judge(
  owner: FaultOwner,
  error: Error,
  { permits, logger }: { permits: BootFailurePolicy; logger: LoggerService | undefined },
): StartupFailure {
  const allowed = permits(owner);
  const consequence = allowed
    ? ', but boot failure is permitted for it so startup will continue'
    : '; the backend stops when the others are done';
  logger?.error(`Startup of ${describeOwner(owner)} failed${consequence}.`, error);
  return { error, allowed };
}
