import { InputError, stringifyError } from '@portico/errors';
import type { Config } from './config.ts';
import type { HumanDuration } from './json.ts';

type Unit = keyof HumanDuration;

const day = 86_400_000;
const unitMilliseconds: Readonly<Record<Unit, number>> = {
  years: 365 * day,
  months: 30 * day,
  weeks: 7 * day,
  days: day,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
  milliseconds: 1,
};
const units = Object.keys(unitMilliseconds) as Unit[];

/** How a unit may be written behind a number. */
const unitWords: Readonly<Record<Unit, RegExp>> = {
  years: /^(?:y|yrs?|years?)$/i,
  months: /^(?:mo|months?)$/i,
  weeks: /^(?:w|weeks?)$/i,
  days: /^(?:d|days?)$/i,
  hours: /^(?:h|hrs?|hours?)$/i,
  minutes: /^(?:m|mins?|minutes?)$/i,
  seconds: /^(?:s|secs?|seconds?)$/i,
  milliseconds: /^(?:ms|msecs?|milliseconds?)$/i,
};

/**
 * A duration in milliseconds, with a year taken as 365 days and a month as 30.
 * Fractions of a millisecond are rounded.
 */
export function durationToMilliseconds(duration: HumanDuration): number {
  return Math.round(units.reduce((sum, unit) => sum + (duration[unit] ?? 0) * unitMilliseconds[unit], 0));
}

/**
 * Reads a duration: an object of units (`{ minutes: 5 }`), an ISO 8601
 * duration (`PT5M`) or a number with a unit (`5m`, `2 days`). The two texts
 * need a `key`, since a `Config` is always an object.
 *
 * @throws InputError naming the key, for anything else and for negative values.
 */
export function readDurationFromConfig(config: Config, options: { key?: string } = {}): HumanDuration {
  const { key } = options;
  try {
    const value = key === undefined ? undefined : config.getOptional(key);
    return typeof value === 'string'
      ? parseDuration(value)
      : readUnits(key === undefined ? config : config.getConfig(key));
  } catch (error) {
    const where = key === undefined ? '' : ` at '${key}'`;
    throw new InputError(`Failed to read duration from config${where}, ${stringifyError(error)}`);
  }
}

/**
 * Parses an ISO 8601 duration (`P2DT6H`) or a number with a unit (`1.5h`, `2 days`).
 *
 * @throws InputError for any other text, and for negative values.
 */
export function parseDuration(text: string): HumanDuration {
  const trimmed = text.trim();
  return trimmed.startsWith('P') ? parseIsoDuration(trimmed) : parseNumberWithUnit(trimmed);
}

const isoNumber = (unit: Unit): string => `(?<${unit}>\\d{1,15}(?:[.,]\\d{1,15})?)`;
const isoPattern = new RegExp(
  `^P(?:${isoNumber('years')}Y)?(?:${isoNumber('months')}M)?(?:${isoNumber('weeks')}W)?(?:${isoNumber('days')}D)?` +
    `(?:T(?=\\d)(?:${isoNumber('hours')}H)?(?:${isoNumber('minutes')}M)?(?:${isoNumber('seconds')}S)?)?$`,
);

function parseIsoDuration(text: string): HumanDuration {
  const groups = Object.entries(isoPattern.exec(text)?.groups ?? {}).filter(
    ([, digits]) => digits !== undefined,
  );
  if (groups.length === 0) {
    throw new InputError(
      `'${text}' is no ISO 8601 duration. Write it like 'PT5M' (5 minutes) or 'P2DT6H' (2 days, 6 hours)`,
    );
  }
  return Object.fromEntries(groups.map(([unit, digits]) => [unit, Number(digits.replace(',', '.'))]));
}

function parseNumberWithUnit(text: string): HumanDuration {
  const [, digits, word = ''] = /^(\d{0,15}\.?\d{1,15}) *([a-z]*)$/i.exec(text) ?? [];
  if (digits !== undefined && word === '') {
    throw new InputError(`'${text}' has no unit. Write it like '${text}ms' or '${text} seconds'`);
  }
  const unit = units.find(candidate => unitWords[candidate].test(word));
  if (digits === undefined || unit === undefined) {
    throw new InputError(
      `'${text}' is no duration. Write a number and a unit, like '30s' or '2 days', or an ISO 8601 duration like 'PT5M'`,
    );
  }
  return { [unit]: Number(digits) };
}

function readUnits(config: Config): HumanDuration {
  const known = units.map(unit => `'${unit}'`).join(', ');
  const strange = config.keys().filter(key => !units.some(unit => unit === key));
  if (strange.length > 0)
    throw new InputError(`'${strange.join("', '")}' is no unit of time. Use one or more of ${known}`);
  const entries = units.map(unit => [unit, config.getOptionalNumber(unit)] as const);
  const given = entries.filter(([, value]) => value !== undefined);
  if (given.length === 0) throw new InputError(`No unit is given. Use one or more of ${known}`);
  const negative = given.find(([, value]) => value !== undefined && value < 0);
  if (negative) throw new InputError(`'${negative[0]}' is negative. A duration cannot be`);
  return Object.fromEntries(given);
}
