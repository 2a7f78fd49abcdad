import {
  bootReportServiceRef,
  coreServices,
  createServiceFactory,
  createServiceRef,
  type BootReport,
} from '@portico/backend-plugin-api';

/** Prints the boot report once everything has started. */
export const bootTableServiceFactory = createServiceFactory({
  service: createServiceRef<object>({ id: 'portico.bootTable', scope: 'root' }),
  deps: { bootReport: bootReportServiceRef, lifecycle: coreServices.rootLifecycle },
  factory({ bootReport, lifecycle }) {
    lifecycle.addStartupHook(() => void process.stdout.write(formatBootTable(bootReport.getBootReport())));
    return {};
  },
});

/** The boot report as a table for people: what started when, waited for what, and took how long; then the services that took longest. */
export function formatBootTable(report: BootReport): string {
  const rows = report.entries
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map(({ pluginId, moduleId, startedAt, servicesMs, initMs, after, failure }) => [
      moduleId === undefined ? pluginId : `${pluginId}.${moduleId}`,
      milliseconds(startedAt),
      milliseconds(servicesMs),
      milliseconds(initMs),
      failure ? `failed: ${failure.message}` : after.length > 0 ? `after ${after.join(', ')}` : '',
    ]);
  const services = report.services
    .slice(0, 10)
    .map(({ id, pluginId, ms }) => [
      pluginId === undefined ? id : `${id} for ${pluginId}`,
      '',
      milliseconds(ms),
      '',
      '',
    ]);
  const lines = alignColumns([
    ['plugin or module', 'begins', 'services', 'init', ''],
    ...rows,
    ['slowest services', '', 'took', '', ''],
    ...services,
  ]);
  return `${lines.join('\n')}\nstarted in ${milliseconds(sinceProcessStart(report))} ms, of which ${milliseconds(report.totalMs)} in the backend\n`;
}

/** The end of the start, in milliseconds since the process began. */
function sinceProcessStart({ beginAt, totalMs }: BootReport): number {
  return Date.parse(beginAt) - performance.timeOrigin + totalMs;
}

function milliseconds(ms: number): string {
  return ms.toFixed(1);
}

function alignColumns(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  return rows.map(row =>
    row
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
