import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import express from 'express';
import type { HttpRouterService } from '@portico/backend-plugin-api';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpWorld } from './testing/http-world.ts';

const authorization = 'Bearer user';

function register(http: HttpRouterService): void {
  const router = express.Router();
  router.get('/things/:id', (_req, res) => void res.json(1));
  router.get('/broken', () => {
    throw new Error('broken');
  });
  router.get('/relay', async (req, res) => {
    const url = `http://${req.headers.host}/api/other/hop`;
    res.json(await (await fetch(url, { headers: { authorization } })).json());
  });
  http.use(router);
}
const plugins = {
  demo: register,
  other: (http: HttpRouterService) =>
    http.use((req, res) => void res.json(req.headers['traceparent'] ?? null)),
};

afterEach(() => {
  metrics.disable();
  trace.disable();
  context.disable();
  propagation.disable();
});

describe('requests', () => {
  it('are measured by route when metrics are collected', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter });
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    await using world = await createHttpWorld({ plugins });
    for (const path of ['/api/demo/things/1', '/api/demo/things/2', '/api/demo/broken', '/api/none']) {
      await (await fetch(world.url + path, { headers: { authorization } })).text();
    }
    const read = async () => {
      exporter.reset();
      await reader.forceFlush();
      const metric = exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics[0];
      return metric?.dataPoints.map(({ attributes, value }) => [
        attributes,
        (value as { count: number }).count,
      ]);
    };
    const common = { 'http.request.method': 'GET', 'url.scheme': 'http' };
    await expect.poll(read).toEqual([
      [{ ...common, 'http.response.status_code': 200, 'http.route': '/api/demo/things/:id' }, 2],
      [{ ...common, 'http.response.status_code': 500, 'http.route': '/api/demo/broken' }, 1],
      [{ ...common, 'http.response.status_code': 404 }, 1],
    ]);
    await reader.shutdown();
  });

  it('are traced from caller to plugin to plugin when traces are collected', async () => {
    const exporter = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(
      new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
    );
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    await using world = await createHttpWorld({ plugins });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
    const response = await fetch(`${world.url}/api/demo/relay`, { headers: { authorization, traceparent } });
    const seen = (await response.json()) as string;
    await expect.poll(() => exporter.getFinishedSpans()).toHaveLength(2);
    const [inner, outer] = exporter.getFinishedSpans();
    expect([inner?.name, outer?.name]).toEqual(['GET /api/other', 'GET /api/demo/relay']);
    expect([inner, outer].map(span => span?.spanContext().traceId)).toEqual([traceId, traceId]);
    expect(outer?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(seen).toBe(`00-${traceId}-${outer?.spanContext().spanId}-01`);
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(outer?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'url.path': '/api/demo/relay',
    });
  });
});
