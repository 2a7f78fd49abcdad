import { coreServices, createServiceFactory, tracingServiceRef } from '@portico/backend-plugin-api';
import { metricsServiceFactory } from './metrics-service.ts';
import { prometheusServiceFactory } from './prometheus.ts';
import { readScope } from './telemetry-scope.ts';

export { metricsServiceFactory } from './metrics-service.ts';

/** The `alpha.core.tracing` service: spans of OpenTelemetry, of the plugin's own tracer. */
export const tracingServiceFactory = createServiceFactory({
  service: tracingServiceRef,
  deps: {
    config: coreServices.rootConfig,
    plugin: coreServices.pluginMetadata,
    httpAuth: coreServices.httpAuth,
  },
  factory: async ({ config, plugin, httpAuth }) => {
    const { createTracing } = await import('./tracing-service.ts');
    return createTracing({
      pluginId: plugin.getId(),
      scope: readScope(config, `backend.tracing.plugin.${plugin.getId()}.tracer`, plugin),
      captureEndUser: config.getOptionalBoolean('backend.tracing.capture.endUser') ?? false,
      httpAuth,
    });
  },
});

/** The services that measure: `alpha.core.metrics`, `alpha.core.tracing` and the Prometheus endpoint. */
export const telemetryServiceFactories = [
  metricsServiceFactory,
  tracingServiceFactory,
  prometheusServiceFactory,
];
