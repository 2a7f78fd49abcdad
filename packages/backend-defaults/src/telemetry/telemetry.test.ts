import { createServer, type AddressInfo } from 'node:net';
import { context, trace, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { createServiceLocator, type ServiceLocator } from '@portico/backend-app-api';
import {
  coreServices,
  createServiceFactory,
  metricsServiceRef,
  tracingServiceRef,
  type Credentials,
  type HttpAuthService,
  type MetricsService,
  type TracingService,
} from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import { afterEach, describe, expect, it } from 'vitest';
import { createLifecycle, type RunningLifecycle } from '../lifecycle/index.ts';
import { createRootLogger } from '../logger/index.ts';
import { telemetryServiceFactories } from './index.ts';
import { prometheusServiceFactory } from './prometheus.ts';

interface World {
  locator: ServiceLocator;
  lifecycle: RunningLifecycle;
}

function createWorld(backend: JsonObject = {}): World {
  const logger = createRootLogger({ format: 'json', write: () => undefined });
  const lifecycle = createLifecycle(logger);
  const user = { principal: { type: 'user', userEntityRef: 'user:default/ann' } } as Credentials;
  const locator = createServiceLocator([
    ...telemetryServiceFactories,
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => createConfigReader([{ context: 'test', data: { backend } }]),
    }),
    createServiceFactory({ service: coreServices.rootLogger, deps: {}, factory: () => logger }),
    createServiceFactory({ service: coreServices.rootLifecycle, deps: {}, factory: () => lifecycle }),
    createServiceFactory({
      service: coreServices.httpAuth,
      deps: {},
      factory: () => ({ credentials: async () => user }) as unknown as HttpAuthService,
    }),
  ]);
  return { locator, lifecycle };
}

async function findFreePort(): Promise<number> {
  await using server = createServer().listen(0);
  return (server.address() as AddressInfo).port;
}

describe('metrics', () => {
  it('are collected and served for Prometheus where the configuration says so, until the end', async () => {
    const port = await findFreePort();
    const { locator, lifecycle } = createWorld({
      metrics: { prometheus: { port }, plugin: { catalog: { meter: { name: 'my-catalog' } } } },
    });
    await locator.get(prometheusServiceFactory.service);
    const metrics = (await locator.get(metricsServiceRef, 'catalog')) as MetricsService;
    metrics.createCounter('entities.added', { unit: '{entity}' }).add(3, { kind: 'component' });
    metrics.createHistogram('processing.time', { unit: 's' }).record(0.5);
    metrics.createHistogram('queue_delay_seconds', { unit: 'seconds' }).record(2);
    metrics.createCounter('read', { unit: 'By/s' }).add(1);
    metrics.createObservableGauge('queue').addCallback(result => result.observe(7));
    const text = await (await fetch(`http://localhost:${port}/metrics`)).text();
    expect(text).toMatch(/^entities_added_total\{kind="component",otel_scope_name="my-catalog".*\} 3/m);
    expect(text).toMatch(/^queue\{otel_scope_name="my-catalog".*\} 7/m);
    expect(text).toMatch(/^processing_time_seconds_sum\{.*\} 0.5$/m);
    expect(text).toMatch(/^queue_delay_seconds_sum\{.*\} 2$/m);
    expect(text).toMatch(/^read_bytes_per_second_total\{.*\} 1$/m);
    expect(text).toMatch(/^process_memory_usage_bytes\{/m);
    expect(text).toMatch(/^process_cpu_time_seconds_total\{.*cpu_mode="user"/m);
    expect(text).toMatch(/^nodejs_eventloop_delay_p99_seconds\{/m);
    expect(text).toContain('# UNIT v8js_memory_heap_used_bytes bytes\n');
    await lifecycle.shutdown();
    await expect(fetch(`http://localhost:${port}/metrics`)).rejects.toThrow('fetch failed');
  });

  it('cost nothing when nobody collects them', async () => {
    const { locator } = createWorld();
    await locator.get(prometheusServiceFactory.service);
    const metrics = (await locator.get(metricsServiceRef, 'catalog')) as MetricsService;
    expect(() => metrics.createCounter('entities.added').add(1)).not.toThrow();
  });
});

interface RecordedSpan extends SpanOptions {
  name: string;
  scope: string;
  ended: boolean;
  status?: unknown;
  exception?: unknown;
}

/** Takes the place of an OpenTelemetry set-up, and keeps what is traced. */
function recordSpans(): RecordedSpan[] {
  const spans: RecordedSpan[] = [];
  const getTracer = (scope: string): Tracer =>
    ({
      startActiveSpan(name: string, options: SpanOptions, run: (span: Span) => unknown) {
        const recorded: RecordedSpan = { name, scope, ended: false, ...options };
        spans.push(recorded);
        return run({
          setAttribute: (key: string, value: string) =>
            void (recorded.attributes = { ...recorded.attributes, [key]: value }),
          setStatus: (status: unknown) => void (recorded.status = status),
          recordException: (exception: unknown) => void (recorded.exception = exception),
          end: () => void (recorded.ended = true),
        } as unknown as Span);
      },
    }) as unknown as Tracer;
  trace.setGlobalTracerProvider({ getTracer });
  return spans;
}

describe('traces', () => {
  afterEach(() => trace.disable());

  it('name the plugin and the type of who calls, and who that is only where it is allowed', async () => {
    const spans = recordSpans();
    for (const capture of [false, true]) {
      const { locator } = createWorld({ tracing: { capture: { endUser: capture } } });
      const tracing = (await locator.get(tracingServiceRef, 'catalog')) as TracingService;
      const request = {} as never;
      expect(
        await tracing.startActiveSpan(
          'read',
          { request, kind: 'server', attributes: { n: 1 } },
          async () => 42,
        ),
      ).toBe(42);
    }
    const attributes = { 'backstage.plugin.id': 'catalog', 'backstage.principal.type': 'user', n: 1 };
    expect(spans).toMatchObject([
      { name: 'read', scope: 'backstage-plugin-catalog', kind: 1, ended: true },
      { name: 'read', ended: true },
    ]);
    expect(spans.map(span => span.attributes)).toEqual([
      attributes,
      { ...attributes, 'enduser.id': 'user:default/ann' },
    ]);
  });

  it('record what goes wrong, and pass it on', async () => {
    const spans = recordSpans();
    const { locator } = createWorld();
    const tracing = (await locator.get(tracingServiceRef, 'catalog')) as TracingService;
    await expect(
      tracing.startActiveSpan('write', span => {
        span.setAttribute('step', 2);
        throw new TypeError('no');
      }),
    ).rejects.toThrow('no');
    expect(spans).toMatchObject([
      { ended: true, status: { code: 2, message: 'no' }, attributes: { step: 2, 'error.type': 'TypeError' } },
    ]);
  });

  it('can be continued from elsewhere', async () => {
    const { locator } = createWorld();
    const tracing = (await locator.get(tracingServiceRef, 'catalog')) as TracingService;
    const at = tracing.propagation.extract(tracing.context.active(), {});
    expect(at).toBe(context.active());
    expect(await tracing.context.with(at, () => 'done')).toBe('done');
    expect(tracing.propagation.getActiveBaggage()).toBeUndefined();
  });
});
