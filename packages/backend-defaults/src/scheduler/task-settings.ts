import type { SchedulerSchedule } from '@portico/backend-plugin-api';
import { durationToMilliseconds, parseDuration, type HumanDuration } from '@portico/config';
import { InputError } from '@portico/errors';
import { Cron } from 'croner';

/** A schedule as it is stored and shown. */
export interface TaskSettings {
  version: 2;
  /** `manual`, a cron expression (in UTC), or an ISO 8601 duration. */
  cadence: string;
  /** An ISO 8601 duration. */
  initialDelayDuration?: string;
  /** An ISO 8601 duration. */
  timeoutAfterDuration: string;
}

/** When something is due: never by itself, so long after it last was, or at a time of the clock. */
export type NextRun =
  | { kind: 'manual' }
  | { kind: 'after'; milliseconds: number }
  | { kind: 'at'; time: Date };

type Durable = SchedulerSchedule['timeout'];

const units = {
  years: 'Y',
  months: 'M',
  weeks: 'W',
  days: 'D',
  hours: 'H',
  minutes: 'M',
} as const;

/** Turns a schedule into settings. Throws `InputError` for a cron expression or duration that makes no sense. */
export function toTaskSettings(schedule: SchedulerSchedule): TaskSettings {
  const { frequency, timeout, initialDelay } = schedule;
  const settings: TaskSettings = {
    version: 2,
    cadence: toCadence(frequency),
    ...(initialDelay ? { initialDelayDuration: toIso(initialDelay) } : {}),
    timeoutAfterDuration: toIso(timeout),
  };
  if (toMilliseconds(settings.timeoutAfterDuration) <= 0) {
    throw new InputError(
      `The timeout '${settings.timeoutAfterDuration}' of a task is not positive. Give it some time.`,
    );
  }
  nextRun(settings.cadence);
  return settings;
}

/** When a task with this cadence is due next. Throws `InputError` for a cadence that makes no sense. */
export function nextRun(cadence: string): NextRun {
  if (cadence === 'manual') return { kind: 'manual' };
  if (cadence.startsWith('P')) {
    const milliseconds = toMilliseconds(cadence);
    if (milliseconds > 0) return { kind: 'after', milliseconds };
    throw new InputError(`The frequency '${cadence}' of a task is not positive. Run it less often.`);
  }
  const time = nextCronTime(cadence);
  return time ? { kind: 'at', time } : { kind: 'manual' };
}

/** The milliseconds of an ISO 8601 duration. */
export function toMilliseconds(duration: string): number {
  return durationToMilliseconds(parseDuration(duration));
}

function nextCronTime(expression: string): Date | undefined {
  try {
    return new Cron(expression, { timezone: 'UTC', paused: true }).nextRun() ?? undefined;
  } catch (cause) {
    throw new InputError(
      `'${expression}' is not a cron expression: ${(cause as Error).message}. Write, for example, '0 3 * * *' for each day at 03:00 UTC.`,
      { cause },
    );
  }
}

function toCadence(frequency: SchedulerSchedule['frequency']): string {
  if ('cron' in frequency) return frequency.cron;
  if ('trigger' in frequency) return frequency.trigger;
  return toIso(frequency);
}

function toIso(duration: Durable): string {
  if ('toISO' in duration && typeof duration.toISO === 'function') {
    const text: unknown = duration.toISO();
    if (typeof text === 'string') return text;
    throw new InputError('A task was given an invalid duration. Check what it was made from.');
  }
  return humanToIso(duration);
}

function humanToIso(duration: HumanDuration): string {
  const known = [...Object.keys(units), 'seconds', 'milliseconds'];
  for (const [unit, value] of Object.entries(duration)) {
    if (!known.includes(unit) || typeof value !== 'number' || !(value >= 0)) {
      throw new InputError(
        `'${unit}: ${String(value)}' is not part of a duration. Use ${known.join(', ')}, with numbers of zero or more.`,
      );
    }
  }
  const part = (unit: keyof typeof units) => (duration[unit] ? `${duration[unit]}${units[unit]}` : '');
  const seconds = (duration.seconds ?? 0) + (duration.milliseconds ?? 0) / 1000;
  const date = `${part('years')}${part('months')}${part('weeks')}${part('days')}`;
  const time = `${part('hours')}${part('minutes')}${seconds ? `${seconds}S` : ''}`;
  return time || date ? `P${date}${time ? `T${time}` : ''}` : 'PT0S';
}
