import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type LoggerService,
  type RootLifecycleService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { ConflictError } from '@portico/errors';

const defaultPort = 9464;

/**
 * Collects the metrics of the process for Prometheus, when
 * `backend.metrics.prometheus` is `true` or says `host` and `port`. They are
 * served at `/metrics` of a port of their own, 9464 of `localhost` by default,
 * since they are for the inside and need no credentials.
 */
export const prometheusServiceFactory = createServiceFactory({
  service: createServiceRef<object>({ id: 'portico.prometheus', scope: 'root' }),
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.rootLogger,
    lifecycle: coreServices.rootLifecycle,
  },
  async factory(deps) {
    const value = deps.config.getOptional<unknown>('backend.metrics.prometheus');
    if (value !== undefined && value !== false) await startPrometheus(deps);
    return {};
  },
});

async function startPrometheus(deps: {
  config: Config;
  logger: LoggerService;
  lifecycle: RootLifecycleService;
}): Promise<void> {
  const { config, logger, lifecycle } = deps;
  // Loaded here, because most portals do without.
  const [{ metrics }, { MeterProvider }, { PrometheusExporter }, { measureProcess }, { withUnitsInNames }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-metrics'),
      import('@opentelemetry/exporter-prometheus'),
      import('./measure-process.ts'),
      import('./prometheus-names.ts'),
    ]);
  const isObject = typeof config.get<unknown>('backend.metrics.prometheus') === 'object';
  const host =
    (isObject ? config.getOptionalString('backend.metrics.prometheus.host') : undefined) ?? 'localhost';
  const port =
    (isObject ? config.getOptionalNumber('backend.metrics.prometheus.port') : undefined) ?? defaultPort;
  const exporter = new PrometheusExporter({ host, port, preventServerStart: true });
  // The exporter leaves units out of the names, which Prometheus and its dashboards expect there.
  const collect = exporter.collect.bind(exporter);
  exporter.collect = async given => {
    const { resourceMetrics, errors } = await collect(given);
    return { resourceMetrics: withUnitsInNames(resourceMetrics), errors };
  };
  const provider = new MeterProvider({ readers: [exporter] });
  if (!metrics.setGlobalMeterProvider(provider)) {
    throw new ConflictError(
      "Metrics are collected by another set-up of OpenTelemetry already. Remove it, or 'backend.metrics.prometheus'",
    );
  }
  measureProcess(metrics.getMeter('portico-process'));
  lifecycle.addShutdownHook(async () => {
    metrics.disable();
    await provider.shutdown();
  });
  await exporter.startServer();
  logger.info(`Metrics for Prometheus at http://${host}:${port}/metrics`);
}
