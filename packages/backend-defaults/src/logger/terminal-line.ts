import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const levelStyles: Readonly<Record<string, Style>> = {
  error: 'red',
  warn: 'yellow',
  info: 'green',
  debug: 'gray',
};

/**
 * Makes what turns a JSON line into one for people: time, plugin, level,
 * message, then the other fields, and below them the stacks of errors. An
 * entry with a `type` repeats its message in fields, for machines: not shown.
 * Characters that would drive the terminal are shown, not sent.
 */
export function createTerminalFormat(options: { colors: boolean }): (line: string) => string {
  const paint = (style: Style, text: string): string =>
    options.colors ? styleText(style, text, { validateStream: false }) : text;

  return line => {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const { timestamp, level, message, plugin, service, ...fields } = entry;
    const stacks: string[] = [];
    const shown = Object.entries('type' in fields ? {} : fields).map(([name, value]) => {
      const { text, stack } = describeField(value);
      if (stack !== undefined) stacks.push(stack);
      return `${paint('cyan', printable(name))}=${printable(text)}`;
    });
    const head = [
      paint('dim', toClock(timestamp)),
      paint('blue', printable(String(plugin ?? service))),
      paint(levelStyles[String(level)] ?? 'white', String(level)),
      printable(String(message)).replaceAll('\n', '\n    '),
      ...shown,
    ].join(' ');
    return [head, ...stacks.map(stack => paint('dim', indent(printable(stack))))].join('\n').concat('\n');
  };
}

function describeField(value: unknown): { text: string; stack?: string } {
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value) };
  if (!('stack' in value) || typeof value.stack !== 'string') return { text: JSON.stringify(value) };
  const { name, message } = value as Record<string, unknown>;
  return { text: JSON.stringify(`${String(name)}: ${String(message)}`), stack: joinStacks(value) };
}

/** The stack of an error and those of its causes. */
function joinStacks(error: object): string {
  const { stack, cause } = error as { stack?: unknown; cause?: unknown };
  const own = String(stack);
  return typeof cause === 'object' && cause !== null && 'stack' in cause
    ? `${own}\ncaused by ${joinStacks(cause)}`
    : own;
}

function toClock(timestamp: unknown): string {
  return String(timestamp).slice(11, 23);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** Control characters but for line breaks and tabs, written out. */
function printable(text: string): string {
  return text.replaceAll(
    /[^\P{Cc}\n\t]/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
