import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meter } from '@opentelemetry/api';

const nanosecondsPerSecond = 1e9;
const microsecondsPerSecond = 1e6;

/** Measures what every process has, under the names of OpenTelemetry's conventions. */
export function measureProcess(meter: Meter): void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  meter
    .createObservableGauge('process.memory.usage', { unit: 'By', description: 'Resident memory' })
    .addCallback(result => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge('v8js.memory.heap.used', { unit: 'By', description: 'Heap in use' })
    .addCallback(result => result.observe(process.memoryUsage().heapUsed));
  meter
    .createObservableCounter('process.cpu.time', { unit: 's', description: 'Processor time' })
    .addCallback(result => {
      const { user, system } = process.cpuUsage();
      result.observe(user / microsecondsPerSecond, { 'cpu.mode': 'user' });
      result.observe(system / microsecondsPerSecond, { 'cpu.mode': 'system' });
    });
  meter
    .createObservableGauge('nodejs.eventloop.delay.p99', {
      unit: 's',
      description: 'Delay of the event loop since the last reading',
    })
    .addCallback(result => {
      result.observe(delay.percentile(99) / nanosecondsPerSecond);
      delay.reset();
    });
}
