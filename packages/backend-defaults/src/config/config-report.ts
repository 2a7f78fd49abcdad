import type {
  LoggerService,
  RootConfigReportService,
  RootLifecycleService,
} from '@portico/backend-plugin-api';
import type { Config, JsonValue } from '@portico/config';
import { formatProblem } from '@portico/config/loader';
import { listChangedKeys } from './changed-keys.ts';
import { isLoaded, loadedConfigOf } from './root-config.ts';

const mostNamed = 20;

/**
 * Logs what is odd about the configuration, now and after changes, the keys that
 * a change is about, never their values, and every change that is refused; ends
 * following the files at shutdown.
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

  let data = config.getOptional<JsonValue>();
  function logChange(): void {
    const before = data;
    data = config.getOptional<JsonValue>();
    const keys = listChangedKeys(before, data);
    if (keys.length === 0) return;
    const rest = keys.length > mostNamed ? ` and ${keys.length - mostNamed} more` : '';
    logger.info(`The configuration has changed: ${keys.slice(0, mostNamed).join(', ')}${rest}`);
  }

  logWarnings();
  config.subscribe?.(logWarnings);
  config.subscribe?.(logChange);
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
