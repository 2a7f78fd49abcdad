import { readDurationFromConfig, type Config, type HumanDuration } from '@portico/config';
import { InputError } from '@portico/errors';
import type { SchedulerSchedule } from './services/scheduler.ts';

/** A {@link SchedulerSchedule} as configuration can express it. */
export interface ConfiguredSchedule extends SchedulerSchedule {
  frequency: { cron: string } | HumanDuration | { trigger: 'manual' };
  timeout: HumanDuration;
  initialDelay?: HumanDuration;
}

/**
 * Reads a schedule: `frequency` (a duration, `{ cron }` or `{ trigger: manual }`),
 * `timeout`, and, if they are there, `initialDelay` and `scope`. Durations are
 * written `PT5M`, `5 minutes` or `{ minutes: 5 }`. Throws `InputError` naming
 * what is wrong.
 */
export function readScheduleFromConfig(config: Config): ConfiguredSchedule {
  const scope = config.getOptionalString('scope');
  if (scope !== undefined && scope !== 'global' && scope !== 'local') {
    throw new InputError(`Unknown scope '${scope}' of a schedule. Set it to global or local.`);
  }
  return {
    frequency: readFrequency(config),
    timeout: readDurationFromConfig(config, { key: 'timeout' }),
    ...(config.has('initialDelay')
      ? { initialDelay: readDurationFromConfig(config, { key: 'initialDelay' }) }
      : {}),
    ...(scope ? { scope } : {}),
  };
}

function readFrequency(config: Config): ConfiguredSchedule['frequency'] {
  const value = config.get('frequency');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if ('cron' in value) return { cron: config.getString('frequency.cron') };
    if ('trigger' in value) return { trigger: readTrigger(config) };
  }
  return readDurationFromConfig(config, { key: 'frequency' });
}

function readTrigger(config: Config): 'manual' {
  const trigger = config.getString('frequency.trigger');
  if (trigger === 'manual') return trigger;
  throw new InputError(
    `Unknown trigger '${trigger}' of a schedule. Set it to manual, or give a cron or a duration.`,
  );
}
