type FormatOptions = Record<string, string | number | boolean>;

const relativeUnits = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

/**
 * Formats a value in a language: `number`, `currency(EUR)`, `datetime`,
 * `relativetime(day)` and `list`, with options as in `number(minimumFractionDigits: 2)`.
 * A value that does not fit its format is written as it is.
 */
export function formatValue(
  value: unknown,
  format: string,
  context: { language: string; params?: unknown },
): string {
  const { name, options } = parseFormat(format);
  const all: FormatOptions = { ...options, ...Object(context.params ?? {}) };
  try {
    return formatAs(name, value, { language: context.language, options: all });
  } catch {
    // An unknown currency or unit must not take the page down.
    return String(value);
  }
}

function formatAs(
  name: string,
  value: unknown,
  context: { language: string; options: FormatOptions },
): string {
  const { language, options } = context;
  switch (name) {
    case 'number':
      return new Intl.NumberFormat(language, options).format(Number(value));
    case 'currency': {
      const currency = String(options['currency'] ?? options['argument'] ?? 'USD');
      return new Intl.NumberFormat(language, { ...options, style: 'currency', currency }).format(
        Number(value),
      );
    }
    case 'datetime':
      return new Intl.DateTimeFormat(language, options).format(
        value instanceof Date ? value : new Date(Number.isNaN(Number(value)) ? String(value) : Number(value)),
      );
    case 'relativetime': {
      const range = String(options['range'] ?? options['argument'] ?? 'day').replace(/s$/, '');
      const unit = relativeUnits.includes(range) ? (range as Intl.RelativeTimeFormatUnit) : 'day';
      return new Intl.RelativeTimeFormat(language, options).format(Number(value), unit);
    }
    case 'list':
      return new Intl.ListFormat(language, options).format(
        Array.isArray(value) ? value.map(String) : [String(value)],
      );
    default:
      return String(value);
  }
}

function parseFormat(format: string): { name: string; options: FormatOptions } {
  const match = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/.exec(format);
  if (!match) return { name: '', options: {} };
  const options: FormatOptions = {};
  for (const part of (match[2] ?? '').split(';')) {
    if (!part.trim()) continue;
    const separator = part.indexOf(':');
    if (separator === -1) options['argument'] = part.trim();
    else options[part.slice(0, separator).trim()] = readOption(part.slice(separator + 1));
  }
  return { name: (match[1] ?? '').toLowerCase(), options };
}

function readOption(text: string): string | number | boolean {
  const value = text.trim().replace(/^['"](.*)['"]$/, '$1');
  if (value === 'true' || value === 'false') return value === 'true';
  return value !== '' && !Number.isNaN(Number(value)) ? Number(value) : value;
}
