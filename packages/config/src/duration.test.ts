import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createConfigReader,
  durationToMilliseconds,
  parseDuration,
  readDurationFromConfig,
  type HumanDuration,
  type JsonValue,
} from './index.ts';

const readKey = (value: JsonValue): HumanDuration =>
  readDurationFromConfig(createConfigReader([{ context: 'test', data: { a: { every: value } } }]), {
    key: 'a.every',
  });

describe('readDurationFromConfig', () => {
  it('reads objects, ISO durations and numbers with a unit', () => {
    expect(readKey({ minutes: 5, seconds: '30' })).toEqual({ minutes: 5, seconds: 30 });
    expect(readKey('PT5M')).toEqual({ minutes: 5 });
    expect(readKey('P1Y2M3W4DT5H6M7.5S')).toEqual({
      years: 1,
      months: 2,
      weeks: 3,
      days: 4,
      hours: 5,
      minutes: 6,
      seconds: 7.5,
    });
    expect(readKey('5m')).toEqual({ minutes: 5 });
    expect(readKey(' 2 days ')).toEqual({ days: 2 });
    expect(readKey('.5h')).toEqual({ hours: 0.5 });
  });

  it('reads the object it is given when there is no key', () => {
    expect(readDurationFromConfig(createConfigReader([{ context: 'test', data: { days: 1 } }]))).toEqual({
      days: 1,
    });
  });

  it.each([
    ['5', "'5' has no unit. Write it like '5ms' or '5 seconds'"],
    ['P', 'is no ISO 8601 duration'],
    ['PT', 'is no ISO 8601 duration'],
    ['PT5', 'is no ISO 8601 duration'],
    ['-5m', 'is no duration'],
    ['5 lightyears', 'is no duration'],
    ['', 'is no duration'],
    [{ minutes: -1 }, "'minutes' is negative"],
    [{ minute: 1 }, "'minute' is no unit of time"],
    [{}, 'No unit is given'],
    [5, 'got number, wanted object'],
  ])('refuses %j and names the key', (value, message) => {
    expect(() => readKey(value)).toThrow("Failed to read duration from config at 'a.every'");
    expect(() => readKey(value)).toThrow(message);
    expect(() => readKey(value)).toThrow(expect.objectContaining({ name: 'InputError' }));
  });
});

describe('parseDuration', () => {
  const duration = fc.record(
    {
      years: fc.nat(50),
      months: fc.nat(50),
      weeks: fc.nat(50),
      days: fc.nat(500),
      hours: fc.nat(500),
      minutes: fc.nat(500),
      seconds: fc.nat(500),
    },
    { requiredKeys: ['days'] },
  );

  it('reads back what is written as ISO 8601', () => {
    fc.assert(
      fc.property(duration, value => {
        expect(parseDuration(toIso(value))).toEqual(value);
      }),
    );
  });

  it('never throws anything but an InputError, and never gives a negative or endless duration', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-P]?[PT\d.,YMWDHSa-z ]{0,12}$/));
    fc.assert(
      fc.property(text, input => {
        try {
          const milliseconds = durationToMilliseconds(parseDuration(input));
          expect(Number.isFinite(milliseconds) && milliseconds >= 0).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError' });
        }
      }),
    );
  });
});

function toIso({ years, months, weeks, days, hours, minutes, seconds }: HumanDuration): string {
  const part = (value: number | undefined, letter: string): string =>
    value === undefined ? '' : `${value}${letter}`;
  const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S');
  return `P${part(years, 'Y')}${part(months, 'M')}${part(weeks, 'W')}${part(days, 'D')}${time && `T${time}`}`;
}

describe('durationToMilliseconds', () => {
  it('adds the parts, a year as 365 days and a month as 30', () => {
    expect(durationToMilliseconds({})).toBe(0);
    expect(durationToMilliseconds({ minutes: 1, seconds: 1.5, milliseconds: 1 })).toBe(61_501);
    expect(durationToMilliseconds({ years: 1, months: 1, weeks: 1, days: 1, hours: 1 })).toBe(
      (365 + 30 + 7 + 1) * 86_400_000 + 3_600_000,
    );
  });
});
