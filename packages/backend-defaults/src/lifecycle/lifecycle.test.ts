import { describe, expect, it } from 'vitest';
import type { LoggerService } from '@portico/backend-plugin-api';
import { createLifecycle } from './lifecycle.ts';

function createLogger(lines: string[], prefix = ''): LoggerService {
  const log = (message: string, meta?: unknown) => void lines.push(`${prefix}${message}: ${String(meta)}`);
  const logger: LoggerService = { error: log, warn: log, info: log, debug: log, child: () => logger };
  return logger;
}

describe('a lifecycle', () => {
  it('runs the hooks of a phase at the same time, once, and logs what they throw', async () => {
    const lines: string[] = [];
    const lifecycle = createLifecycle(createLogger(lines));
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    lifecycle.addStartupHook(() => gate.promise);
    lifecycle.addStartupHook(() => {
      runs += 1;
      gate.resolve();
      throw new Error('broken');
    });
    lifecycle.addStartupHook(() => Promise.reject(new Error('of another')), {
      logger: createLogger(lines, 'own '),
    });
    await Promise.all([lifecycle.startup(), lifecycle.startup()]);
    expect(runs).toBe(1);
    expect(lines).toEqual([
      'A startup hook failed: Error: broken',
      'own A startup hook failed: Error: of another',
    ]);
  });

  it('refuses hooks that come too late, phase by phase', async () => {
    const lifecycle = createLifecycle(createLogger([]));
    await lifecycle.startup();
    expect(() => lifecycle.addStartupHook(() => undefined)).toThrow(
      'Attempted to add startup hook after startup',
    );
    lifecycle.addShutdownHook(() => undefined);
    await lifecycle.beforeShutdown();
    expect(() => lifecycle.addBeforeShutdownHook(() => undefined)).toThrow('after before shutdown');
    await lifecycle.shutdown();
    expect(() => lifecycle.addShutdownHook(() => undefined)).toThrow(
      'Attempted to add shutdown hook after shutdown',
    );
  });
});
