import type { JsonValue } from '@portico/config';
import { InputError } from '@portico/errors';
import { toPointer } from './entity-problem.ts';

/** A spot in an entity whose value is to be read from elsewhere, such as `{$text: ./openapi.yaml}`. */
export interface Placeholder {
  /** What comes after the `$`: `text`, `json`, `yaml` or one that a plugin adds. */
  key: string;
  /** What was given to it, usually a path or URL. */
  value: unknown;
  /** JSON pointer to the spot. */
  pointer: string;
}

/** Answers with what belongs in the place of a placeholder, or with `undefined` to leave it as it is. */
export type PlaceholderResolver = (placeholder: Placeholder) => Promise<{ value: JsonValue } | undefined>;

/** Whether a value is an object with a single key that starts with `$`. */
export function isPlaceholder(value: unknown): boolean {
  return isObject(value) && singlePlaceholderKey(value) !== undefined;
}

/** Lists the placeholders in an entity, or in any other JSON value. */
export function findPlaceholders(root: unknown): Placeholder[] {
  const found: Placeholder[] = [];
  const visit = (value: unknown, steps: (string | number)[]): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, [...steps, index]));
    } else if (isObject(value)) {
      const key = singlePlaceholderKey(value);
      if (key !== undefined) found.push(toPlaceholder(key, value, steps));
      else if (!hasDollarKey(value))
        for (const [name, child] of Object.entries(value)) visit(child, [...steps, name]);
    }
  };
  visit(root, []);
  return found;
}

/**
 * Puts real values in the place of placeholders, all at the same time. What
 * holds no placeholder is returned as the same object; what was put in is not
 * searched again. An object that has other keys beside a `$` key is left alone.
 */
export async function replacePlaceholders<T>(root: T, resolve: PlaceholderResolver): Promise<T> {
  return (await replaceIn(root, [], resolve)) as T;
}

/**
 * The path or URL of a placeholder.
 *
 * @throws InputError when it was given anything but a text.
 */
export function placeholderTarget({ key, value, pointer }: Placeholder): string {
  if (typeof value === 'string') return value;
  throw new InputError(
    `Placeholder $${key} at ${pointer || '/'} expected a text: an absolute URL, or a path relative to the file of the entity`,
  );
}

async function replaceIn(
  value: unknown,
  steps: (string | number)[],
  resolve: PlaceholderResolver,
): Promise<unknown> {
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map((item, index) => replaceIn(item, [...steps, index], resolve)));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  const key = singlePlaceholderKey(value);
  if (key !== undefined) {
    const resolved = await resolve(toPlaceholder(key, value, steps));
    return resolved ? resolved.value : value;
  }
  if (hasDollarKey(value)) return value;
  const entries = await Promise.all(
    Object.entries(value).map(
      async ([name, child]) => [name, await replaceIn(child, [...steps, name], resolve)] as const,
    ),
  );
  return entries.every(([name, child]) => child === value[name]) ? value : Object.fromEntries(entries);
}

function toPlaceholder(key: string, value: Record<string, unknown>, steps: (string | number)[]): Placeholder {
  return { key, value: value[`$${key}`], pointer: toPointer(steps) };
}

function singlePlaceholderKey(value: Record<string, unknown>): string | undefined {
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0]?.startsWith('$') ? keys[0].slice(1) : undefined;
}

function hasDollarKey(value: Record<string, unknown>): boolean {
  return Object.keys(value).some(key => key.startsWith('$'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
