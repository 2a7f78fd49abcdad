import type {
  LoggerService,
  RootConfigReportService,
  RootLifecycleService,
} from '@portico/backend-plugin-api';
import type { Config, JsonValue } from '@portico/config';
import { formatProblem } from '@portico/config/loader';
import { isLoaded, loadedConfigOf } from './root-config.ts';

/**
 * Logs what is odd about the configuration, now and after changes, and every
 * change that is refused; ends following the files at shutdown.
 */
export function createConfigReport(deps: {
  config: Config;
  logger: LoggerService;
  lifecycle: RootLifecycleService;
}): RootConfigReportService {
  const { config, logger, lifecycle } = deps;
  const loaded = loadedConfigOf(config);
  const logged = new Set<string>();

  function logWarnings(): void {
    for (const warning of loaded?.warnings ?? []) {
      const text = formatProblem(warning);
      if (!logged.has(text)) logger.warn(`Configuration: ${text}`);
      logged.add(text);
    }
  }

  logWarnings();
  config.subscribe?.(logWarnings);
  if (isLoaded(config)) {
    config.onRefusal(error =>
      logger.error(
        `A change of the configuration is refused, the last good one stays in force. ${error.message}`,
      ),
    );
    lifecycle.addShutdownHook(() => config.loaded.stop());
  }
  return {
    getPrintable: () => loaded?.printable() ?? maskAll(config.get()),
    explain: key => loaded?.explain(key),
    getWarnings: () => loaded?.warnings ?? [],
    getFrontendConfigs: () => loaded?.frontendConfigs() ?? [],
  };
}

/** Without schemas nothing tells what is secret, so no value is shown. */
function maskAll(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(maskAll);
  if (typeof value !== 'object' || value === null) return '***';
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, maskAll(child ?? null)]));
}
