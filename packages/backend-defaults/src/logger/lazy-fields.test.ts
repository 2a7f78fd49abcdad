import { expect, it } from 'vitest';
import type { LoggerService } from '@portico/backend-plugin-api';
import { logLazily } from './lazy-fields.ts';
import { createRootLogger } from './root-logger.ts';

it('makes the fields of what is written only', () => {
  const lines: string[] = [];
  const root = createRootLogger({ format: 'json', write: line => lines.push(line) });
  const logger = root.child({ plugin: 'garage' });
  let made = 0;
  const entry = { message: 'wash', getFields: () => ({ car: ++made }) };

  logLazily(logger, 'debug', entry);
  expect([made, lines.length]).toEqual([0, 0]);
  logLazily(logger, 'info', entry);
  expect([made, JSON.parse(lines[0] ?? '')]).toMatchObject([
    1,
    { plugin: 'garage', message: 'wash', car: 1 },
  ]);

  root.setLevels('info', [{ matchers: { plugin: 'garage', car: 2 }, level: 'debug' }]);
  logLazily(logger, 'debug', entry);
  logLazily(logger, 'debug', entry);
  expect(made).toBe(3);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'debug', car: 2 });
  expect(lines).toHaveLength(2);
});

it('gives other loggers all fields', () => {
  const seen: unknown[] = [];
  const write = (...entry: unknown[]): void => void seen.push(entry);
  const logger: LoggerService = {
    error: write,
    warn: write,
    info: write,
    debug: write,
    child: () => logger,
  };
  logLazily(logger, 'debug', { message: 'wash', getFields: () => ({ car: 1 }) });
  expect(seen).toEqual([['wash', { car: 1 }]]);
});
