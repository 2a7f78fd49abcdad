import {
  context,
  createNoopMeter,
  metrics,
  propagation,
  ProxyTracerProvider,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Histogram,
  type Tracer,
} from '@opentelemetry/api';
import type { Handler, Request, Response } from 'express';

/** Takes part in the measurements and traces of whoever collects them. */
export interface RequestTelemetry {
  handler: Handler;
  /** Adds to the headers of an own call what tells the trace that it belongs to. */
  inject(headers: Record<string, string>): void;
}

const scope = 'portico-http';
const knownMethods = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
]);
const secondBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Makes what measures and traces requests, with the names of OpenTelemetry's
 * conventions for HTTP: the histogram `http.server.request.duration`, in seconds,
 * and a server span for each request. A span goes on from the caller's
 * `traceparent`, and there is none where an instrumentation of `node:http`
 * already made one.
 */
export function createRequestTelemetry(): RequestTelemetry {
  const meter = metrics.getMeter(scope);
  const duration = meter === createNoopMeter() ? undefined : createDuration(meter);
  const tracer = isTracing() ? trace.getTracer(scope) : undefined;
  return {
    handler: (req, res, next) => {
      if (duration) measure(req, res, duration);
      if (tracer && !trace.getActiveSpan()) traceRequest(req, res, { tracer, next });
      else next();
    },
    inject: headers => propagation.inject(context.active(), headers),
  };
}

function createDuration(meter: ReturnType<typeof metrics.getMeter>): Histogram {
  return meter.createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'Duration of HTTP requests to this server',
    advice: { explicitBucketBoundaries: secondBuckets },
  });
}

function isTracing(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(scope) !== undefined;
}

function measure(req: Request, res: Response, duration: Histogram): void {
  const started = performance.now();
  res.on('close', () => duration.record((performance.now() - started) / 1000, describe(req, res)));
}

function traceRequest(
  req: Request,
  res: Response,
  { tracer, next }: { tracer: Tracer; next: () => void },
): void {
  const caller = propagation.extract(context.active(), req.headers);
  const attributes = {
    'http.request.method': methodOf(req),
    'url.path': req.path,
    'url.scheme': req.protocol,
  };
  const span = tracer.startSpan(methodOf(req), { kind: SpanKind.SERVER, attributes }, caller);
  res.on('close', () => {
    const route = routeOf(req);
    if (route !== undefined) span.updateName(`${methodOf(req)} ${route}`);
    span.setAttributes(describe(req, res));
    if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(caller, span), next);
}

function describe(req: Request, res: Response): Attributes {
  const route = routeOf(req);
  return {
    'http.request.method': methodOf(req),
    'http.response.status_code': res.statusCode,
    'url.scheme': req.protocol,
    ...(route === undefined ? {} : { 'http.route': route }),
  };
}

function methodOf({ method }: Request): string {
  return knownMethods.has(method) ? method : '_OTHER';
}

/** The path as it was mounted, with the names of parameters and not their values, so that there are not too many. */
function routeOf({ baseUrl, route }: Request): string | undefined {
  const mount = /^\/api\/[^/]+/.exec(baseUrl)?.[0];
  const path = (route as { path?: unknown } | undefined)?.path;
  return mount === undefined ? undefined : mount + (typeof path === 'string' ? path : '');
}
