import type { Request } from 'express';
import { createServiceRef } from '../create-service-ref.ts';
import type { Credentials } from './auth.ts';

type AttributeValue =
  | string
  | number
  | boolean
  | (null | undefined | string)[]
  | (null | undefined | number)[]
  | (null | undefined | boolean)[];

/** Labels of a measurement or a span. */
export interface TelemetryAttributes {
  [key: string]: AttributeValue | undefined;
}

/** Describes an instrument; `unit` as in UCUM (`s`, `By`, `{request}`). */
export interface MetricOptions {
  description?: string;
  unit?: string;
  advice?: { explicitBucketBoundaries?: number[] };
}

/** Counts up (a counter) or up and down. */
export interface MetricCounter {
  add(value: number, attributes?: TelemetryAttributes): void;
}

/** Records single values: a histogram, or a gauge. */
export interface MetricRecorder {
  record(value: number, attributes?: TelemetryAttributes): void;
}

/** Called back when measurements are collected. */
export type ObserveCallback = (result: {
  observe(value: number, attributes?: TelemetryAttributes): void;
}) => void | Promise<void>;

/** An instrument that is read when measurements are collected. */
export interface MetricObservable {
  addCallback(callback: ObserveCallback): void;
  removeCallback(callback: ObserveCallback): void;
}

/** Makes instruments; their names are given the plugin's scope. */
export interface MetricsService {
  createCounter(name: string, options?: MetricOptions): MetricCounter;
  createUpDownCounter(name: string, options?: MetricOptions): MetricCounter;
  createHistogram(name: string, options?: MetricOptions): MetricRecorder;
  createGauge(name: string, options?: MetricOptions): MetricRecorder;
  createObservableCounter(name: string, options?: MetricOptions): MetricObservable;
  createObservableUpDownCounter(name: string, options?: MetricOptions): MetricObservable;
  createObservableGauge(name: string, options?: MetricOptions): MetricObservable;
}

/** A span of a trace, as far as plugins may touch it. */
export interface TracingSpan {
  setAttribute(key: string, value: AttributeValue): void;
  setStatus(status: { code: 'unset' | 'ok' | 'error'; message?: string }): void;
}

/** How a span begins. */
export interface TracingSpanOptions {
  attributes?: TelemetryAttributes;
  kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  credentials?: Credentials;
  request?: Request<any, any, any, any, any>; // oxlint-disable-line no-explicit-any -- whatever the route made of it
}

/** A place in a trace, opaque. */
export interface TracingContext {
  readonly $$type: '@backstage/TracingServiceContext';
}

/** Baggage that came with a trace. */
export interface TracingBaggage {
  getAllEntries(): [string, { value: string }][];
}

/** Traces what a plugin does; a span ends when its function does, with error status when that throws. */
export interface TracingService {
  startActiveSpan<T>(name: string, fn: (span: TracingSpan) => T | Promise<T>): Promise<T>;
  startActiveSpan<T>(
    name: string,
    options: TracingSpanOptions,
    fn: (span: TracingSpan) => T | Promise<T>,
  ): Promise<T>;
  readonly context: {
    active(): TracingContext;
    with<T>(context: TracingContext, fn: () => T | Promise<T>): Promise<T>;
  };
  readonly propagation: {
    extract(context: TracingContext, carrier: Record<string, string | string[] | undefined>): TracingContext;
    getBaggage(context: TracingContext): TracingBaggage | undefined;
    getActiveBaggage(): TracingBaggage | undefined;
  };
}

/** Instruments for measurements. */
export const metricsServiceRef = createServiceRef<MetricsService>({ id: 'alpha.core.metrics' });
/** Traces. */
export const tracingServiceRef = createServiceRef<TracingService>({ id: 'alpha.core.tracing' });
