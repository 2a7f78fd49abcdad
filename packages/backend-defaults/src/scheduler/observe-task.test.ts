import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { observeTask } from './observe-task.ts';

describe('observeTask', () => {
  it('counts, times and dates runs under the names that dashboards know', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter });
    const provider = new MeterProvider({ readers: [reader] });
    metrics.setGlobalMeterProvider(provider);
    const { signal } = new AbortController();
    await observeTask({ id: 'good', scope: 'local', fn: () => undefined })(signal);
    const failing = observeTask({
      id: 'bad',
      scope: 'global',
      fn: () => Promise.reject(new Error('broken')),
    });
    await expect(failing(signal)).rejects.toThrow('broken');
    await reader.forceFlush();
    const recorded = exporter
      .getMetrics()
      .flatMap(resource => resource.scopeMetrics)
      .flatMap(scope => scope.metrics);
    const pointsOf = (name: string) =>
      recorded.find(metric => metric.descriptor.name === name)?.dataPoints.map(point => point.attributes);
    expect(pointsOf('backend_tasks.task.runs.count')).toEqual([
      { taskId: 'good', scope: 'local', result: 'started' },
      { taskId: 'good', scope: 'local', result: 'completed' },
      { taskId: 'bad', scope: 'global', result: 'started' },
      { taskId: 'bad', scope: 'global', result: 'failed' },
    ]);
    expect(pointsOf('backend_tasks.task.runs.duration')).toHaveLength(2);
    expect(pointsOf('backend_tasks.task.runs.started')).toEqual([{ taskId: 'good' }, { taskId: 'bad' }]);
    expect(pointsOf('backend_tasks.task.runs.completed')).toHaveLength(2);
    await provider.shutdown();
    metrics.disable();
  });
});
