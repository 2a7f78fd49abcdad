const units: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Says how far a moment is from now, in the largest unit that fits once: "3 minutes ago", "in 2 days", "now". Both times are in milliseconds. */
export function formatRelativeTime(time: number, now: number, locale: string): string {
  const seconds = (time - now) / 1000;
  const known = units.find(([, size]) => Math.abs(seconds) >= size);
  if (!known) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const [unit, length] = known;
  // Not "yesterday" or "last year": 40 hours ago may be the day before, and 400 days the year before.
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(seconds / length), unit);
}
