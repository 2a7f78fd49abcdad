import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** Words for the units of UCUM, and for what plugins write in their place. */
const words: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  GiBy: 'gibibytes',
  kBy: 'kilobytes',
  MBy: 'megabytes',
  GBy: 'gigabytes',
  Cel: 'celsius',
  Hz: 'hertz',
  '%': 'percent',
};

/**
 * Gives metrics the names that they have in Prometheus: the unit, in words, at
 * the end (`http.server.request.duration` in `s` becomes `…_seconds`), as
 * OpenTelemetry's rules for Prometheus have it
 * (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/).
 * Annotations (`{entity}`) are no units. The exporter does the rest.
 */
export function withUnitsInNames(resource: ResourceMetrics): ResourceMetrics {
  const scopeMetrics = resource.scopeMetrics.map(({ scope, metrics }) => ({
    scope,
    metrics: metrics.map(metric => withUnitInName(metric)),
  }));
  return { ...resource, scopeMetrics };
}

function withUnitInName<T extends MetricData>(metric: T): T {
  const { name, unit: given } = metric.descriptor;
  const unit = toWords(given);
  const end = `_${unit}`;
  const isNamed = unit === '' || name.endsWith(end) || name.endsWith(`.${unit}`) || name.includes(`${end}_`);
  return { ...metric, descriptor: { ...metric.descriptor, unit, name: isNamed ? name : name + end } };
}

function toWords(unit: string): string {
  const [base = '', per] = unit.replaceAll(/\{[^}]*\}/g, '').split('/');
  const denominator = per === undefined || per === '' ? '' : `per_${toWord(per).replace(/s$/, '')}`;
  return [base === '1' ? '' : toWord(base), denominator].filter(Boolean).join('_');
}

function toWord(unit: string): string {
  return words[unit] ?? unit.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}
