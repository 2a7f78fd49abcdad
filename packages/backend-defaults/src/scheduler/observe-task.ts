import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import type { SchedulerTaskFunction } from '@portico/backend-plugin-api';

/** Counts, times and traces the runs of a task, under the names `backend_tasks.task.runs.*`. */
export function observeTask(task: {
  id: string;
  scope: 'global' | 'local';
  fn: SchedulerTaskFunction;
}): SchedulerTaskFunction {
  const { id, scope, fn } = task;
  const meter = metrics.getMeter('portico.scheduler');
  const tracer = trace.getTracer('portico.scheduler');
  const runs = meter.createCounter('backend_tasks.task.runs.count', {
    description: 'How often a task was run',
  });
  const duration = meter.createHistogram('backend_tasks.task.runs.duration', {
    description: 'How long runs of a task took',
    unit: 'seconds',
  });
  const started = meter.createGauge('backend_tasks.task.runs.started', {
    description: 'When a task was last started, in seconds since 1970',
    unit: 'seconds',
  });
  const completed = meter.createGauge('backend_tasks.task.runs.completed', {
    description: 'When a task last ended, in seconds since 1970',
    unit: 'seconds',
  });
  const labels = { taskId: id, scope };

  return signal =>
    tracer.startActiveSpan(`task ${id}`, { attributes: labels }, async span => {
      const begun = performance.now();
      let result = 'failed';
      runs.add(1, { ...labels, result: 'started' });
      started.record(Date.now() / 1000, { taskId: id });
      try {
        await fn(signal);
        result = 'completed';
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        if (error instanceof Error) span.recordException(error);
        throw error;
      } finally {
        span.end();
        runs.add(1, { ...labels, result });
        duration.record((performance.now() - begun) / 1000, { ...labels, result });
        completed.record(Date.now() / 1000, { ...labels, result });
      }
    });
}
