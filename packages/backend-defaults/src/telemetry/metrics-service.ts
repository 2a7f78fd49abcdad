import {
  coreServices,
  createServiceFactory,
  metricsServiceRef,
  type MetricsService,
} from '@portico/backend-plugin-api';
import { readScope } from './telemetry-scope.ts';

/**
 * The `alpha.core.metrics` service: instruments of OpenTelemetry, in a meter of
 * the plugin's own. They measure nothing until somebody collects: the
 * Prometheus endpoint, or a set-up of OpenTelemetry that was loaded before.
 */
export const metricsServiceFactory = createServiceFactory({
  service: metricsServiceRef,
  deps: { config: coreServices.rootConfig, plugin: coreServices.pluginMetadata },
  async factory({ config, plugin }): Promise<MetricsService> {
    const { metrics } = await import('@opentelemetry/api');
    const { name, version, schemaUrl } = readScope(
      config,
      `backend.metrics.plugin.${plugin.getId()}.meter`,
      plugin,
    );
    return metrics.getMeter(name, version, schemaUrl === undefined ? {} : { schemaUrl });
  },
});
