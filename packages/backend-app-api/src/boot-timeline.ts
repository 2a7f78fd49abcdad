import type { BootReport, BootReportEntry } from '@portico/backend-plugin-api';
import type { ServiceTiming } from './service-instances.ts';
import type { BackendStartupResult } from './startup-result.ts';
import type { FaultOwner } from './wiring-fault.ts';

/** Takes the time of everything that happens during the start. */
export interface BootTimeline {
  /** Begins the entry of a plugin or module, and gives the marks that end its two phases. */
  begin(owner: FaultOwner, after: string[]): { servicesReady(): void; done(): void };
  /** Ends the timeline with the result of the start. */
  end(result: BackendStartupResult): void;
  report(): BootReport;
}

/** Begins the timeline of a start. */
export function createBootTimeline(serviceTimings: () => ServiceTiming[]): BootTimeline {
  const beginAt = new Date();
  const begin = performance.now();
  const entries: BootReportEntry[] = [];
  let outcome: BootReport['outcome'] = 'running';
  let totalMs: number | undefined;

  return {
    begin({ pluginId, moduleId }, after) {
      const startedAt = performance.now();
      const entry: BootReportEntry = {
        pluginId,
        ...(moduleId === undefined ? {} : { moduleId }),
        startedAt: round(startedAt - begin),
        servicesMs: 0,
        initMs: 0,
        after,
      };
      entries.push(entry);
      let readyAt = startedAt;
      return {
        servicesReady() {
          readyAt = performance.now();
          entry.servicesMs = round(readyAt - startedAt);
        },
        done() {
          entry.initMs = round(performance.now() - readyAt);
        },
      };
    },
    end(result) {
      outcome = result.outcome;
      totalMs = performance.now() - begin;
      addFailures(entries, result);
    },
    report: () => ({
      beginAt: beginAt.toISOString(),
      totalMs: round(totalMs ?? performance.now() - begin),
      outcome,
      entries: structuredClone(entries),
      services: serviceTimings()
        .filter(({ ms }) => ms >= 1)
        .map(timing => ({ ...timing, ms: round(timing.ms) })),
    }),
  };
}

function addFailures(entries: BootReportEntry[], { plugins }: BackendStartupResult): void {
  const failures = plugins.flatMap(({ pluginId, failure, modules }) => [
    { pluginId, moduleId: undefined, failure },
    ...modules.map(module => ({ pluginId, moduleId: module.moduleId, failure: module.failure })),
  ]);
  for (const { pluginId, moduleId, failure } of failures) {
    const entry = entries.find(
      candidate => candidate.pluginId === pluginId && candidate.moduleId === moduleId,
    );
    if (entry && failure) entry.failure = { message: failure.error.message, allowed: failure.allowed };
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
