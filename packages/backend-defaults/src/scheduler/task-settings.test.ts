import { createConfigReader, type JsonObject } from '@portico/config';
import { readScheduleFromConfig } from '@portico/backend-plugin-api';
import { Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { nextRun, toMilliseconds, toTaskSettings } from './task-settings.ts';

const timeout = { minutes: 1 };

describe('toTaskSettings', () => {
  it.each([
    [{ minutes: 5 }, 'PT5M'],
    [{ hours: 1, minutes: 30 }, 'PT1H30M'],
    [{ days: 2, milliseconds: 500 }, 'P2DT0.5S'],
    [{ years: 1, months: 2, weeks: 3 }, 'P1Y2M3W'],
    [Duration.fromObject({ minutes: 90 }), 'PT90M'],
    [{ cron: '*/5 * * * *' }, '*/5 * * * *'],
    [{ cron: '@daily' }, '@daily'],
    [{ trigger: 'manual' as const }, 'manual'],
  ])('writes %j as %s', (frequency, cadence) => {
    expect(toTaskSettings({ frequency, timeout }).cadence).toBe(cadence);
    if (cadence.startsWith('P')) expect(toMilliseconds(cadence)).toBeGreaterThan(0);
  });

  it.each([
    [{ frequency: { cron: 'every day' }, timeout }, "'every day' is not a cron expression"],
    [{ frequency: { minutes: 0 }, timeout }, 'not positive'],
    [{ frequency: { minutes: -1 }, timeout }, "'minutes: -1' is not part of a duration"],
    [{ frequency: { fortnights: 1 } as object, timeout }, "'fortnights: 1'"],
    [{ frequency: { minutes: 1 }, timeout: {} }, 'timeout'],
    [{ frequency: Duration.invalid('test'), timeout }, 'invalid duration'],
  ])('refuses %j', (schedule, message) => {
    expect(() => toTaskSettings(schedule as Parameters<typeof toTaskSettings>[0])).toThrow(message);
  });

  it('finds the next time of a cron expression in UTC', () => {
    const run = nextRun('30 4 * * *');
    expect(run.kind === 'at' && run.time.toISOString()).toMatch(/T04:30:00.000Z$/);
  });
});

describe('readScheduleFromConfig', () => {
  const read = (data: JsonObject) => readScheduleFromConfig(createConfigReader([{ context: 'test', data }]));

  it('reads every way to write a schedule', () => {
    expect(
      read({ frequency: '5 minutes', timeout: 'PT1M', initialDelay: { seconds: 3 }, scope: 'local' }),
    ).toEqual({
      frequency: { minutes: 5 },
      timeout: { minutes: 1 },
      initialDelay: { seconds: 3 },
      scope: 'local',
    });
    expect(read({ frequency: { cron: '0 * * * *' }, timeout: '1h' })).toEqual({
      frequency: { cron: '0 * * * *' },
      timeout: { hours: 1 },
    });
    expect(read({ frequency: { trigger: 'manual' }, timeout: '1h' }).frequency).toEqual({
      trigger: 'manual',
    });
  });

  it.each([
    [{ frequency: 'soon', timeout: '1h' }, 'soon'],
    [{ frequency: '1h' }, 'timeout'],
    [{ frequency: '1h', timeout: '1h', scope: 'galactic' }, "scope 'galactic'"],
    [{ frequency: { trigger: 'full moon' }, timeout: '1h' }, "trigger 'full moon'"],
  ])('refuses %j', (data, message) => expect(() => read(data)).toThrow(message));
});
