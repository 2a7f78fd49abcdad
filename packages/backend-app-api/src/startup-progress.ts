import type { LoggerService } from '@portico/backend-plugin-api';

/**
 * Logs which plugins are being started, and, when it takes longer than a
 * second, at growing intervals which are still not done.
 */
export function reportProgress(
  pluginIds: readonly string[],
  logger: LoggerService | undefined,
): { ended(pluginId: string): void; stop(): void } {
  const log = logger?.child({ type: 'initialization' });
  const waitingFor = new Set(pluginIds);
  const begin = performance.now();
  let pause = 1000;
  let timer = setTimeout(report, pause).unref();

  function report(): void {
    log?.info(`Plugin initialization in progress, still initializing: ${quote(waitingFor)}`);
    pause = Math.min(pause * 2, 60_000);
    timer = setTimeout(report, pause).unref();
  }

  log?.info(`Plugin initialization started: ${quote(pluginIds)}`);
  return {
    ended: pluginId => void waitingFor.delete(pluginId),
    stop() {
      clearTimeout(timer);
      log?.info(
        `Plugin initialization complete in ${Math.round(performance.now() - begin)} ms: ${quote(pluginIds)}`,
      );
    },
  };
}

function quote(ids: Iterable<string>): string {
  return Array.from(ids, id => `'${id}'`).join(', ');
}
