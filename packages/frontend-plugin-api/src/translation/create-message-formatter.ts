import { createElement, Fragment, isValidElement, type JSX, type ReactNode } from 'react';
import { formatValue } from './format-value.ts';
import type { MessageOptions, TranslationFunction } from './translation-function.ts';

/** The messages of one language: `null` stands for one that is not translated. */
export type MessageTable = Readonly<Record<string, string | null>>;

interface Formatter {
  /** Tables in the order in which they are asked, each with the language of its messages. */
  tables: readonly { messages: MessageTable; language: string }[];
}

/** Messages may nest in each other; deeper than this it is a circle. */
const maxDepth = 10;

/** Making rules takes longer than using them a hundred times. */
const pluralRules = new Map<string, Intl.PluralRules>();

/**
 * Makes the function that translates. A message that the first table lacks is
 * taken from the next; a key that none has is shown itself.
 */
export function createMessageFormatter<Messages extends Record<string, string>>(
  tables: readonly { messages: MessageTable; language: string }[],
): TranslationFunction<Messages> {
  const formatter: Formatter = { tables };
  const translate = (key: string, options: MessageOptions = {}) => {
    const parts = format(formatter, key, options, 0);
    if (parts.every(part => typeof part === 'string')) return parts.join('');
    return createElement(Fragment, null, ...parts);
  };
  // Elements come out only where elements went in.
  return translate as TranslationFunction<Messages>;
}

type Part = string | JSX.Element;

function format(formatter: Formatter, key: string, options: MessageOptions, depth: number): Part[] {
  const found = depth < maxDepth ? findMessage(formatter, key, options.count) : undefined;
  if (!found) return [key];
  return found.message.split(/(\{\{.*?\}\}|\$t\((?:[^()]|\([^()]*\))*\))/s).flatMap((piece): Part[] => {
    if (piece.startsWith('{{')) return interpolate(piece.slice(2, -2), options, found.language);
    if (piece.startsWith('$t(') && piece.endsWith(')'))
      return nest(formatter, piece.slice(3, -1), options, depth);
    return piece === '' ? [] : [piece];
  });
}

function findMessage(
  formatter: Formatter,
  key: string,
  count: number | undefined,
): { message: string; language: string } | undefined {
  for (const { messages, language } of formatter.tables) {
    for (const candidate of pluralKeys(key, count, language)) {
      const message = Object.hasOwn(messages, candidate) ? messages[candidate] : undefined;
      if (typeof message === 'string') return { message, language };
    }
  }
  return undefined;
}

function pluralKeys(key: string, count: number | undefined, language: string): string[] {
  if (typeof count !== 'number') return [key];
  const rules = pluralRules.get(language) ?? new Intl.PluralRules(language);
  pluralRules.set(language, rules);
  const form = rules.select(count);
  return [...(count === 0 ? [`${key}_zero`] : []), `${key}_${form}`, `${key}_other`, key];
}

function interpolate(expression: string, options: MessageOptions, language: string): Part[] {
  const separator = expression.indexOf(',');
  const path = (separator === -1 ? expression : expression.slice(0, separator)).trim().replace(/^-\s*/, '');
  const value = valueAt(options.replace, path) ?? valueAt(options, path);
  if (value === undefined || value === null) return [];
  if (isValidElement(value)) return [createElement(Fragment, { key: path }, value as ReactNode)];
  if (separator === -1) return [toText(value)];
  const format = expression.slice(separator + 1);
  return [formatValue(value, format, { language, params: valueAt(options.formatParams, path) })];
}

/** Objects that do not say how they read are left out, rather than shown as `[object Object]`. */
function toText(value: unknown): string {
  const text = `${value as string}`;
  return text === '[object Object]' ? '' : text;
}

function nest(formatter: Formatter, expression: string, options: MessageOptions, depth: number): Part[] {
  const separator = expression.indexOf(',');
  if (separator === -1) return format(formatter, expression.trim(), options, depth + 1);
  const key = expression.slice(0, separator).trim();
  return format(formatter, key, { ...options, ...readNested(expression.slice(separator + 1)) }, depth + 1);
}

function readNested(text: string): MessageOptions {
  try {
    const parsed: unknown = JSON.parse(text.replaceAll("'", '"'));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function valueAt(source: unknown, path: string): unknown {
  let value: unknown = source;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
