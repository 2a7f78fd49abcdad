import type { JsonObject, JsonValue } from './json.ts';

/** A value of one configuration source, at some key. */
export interface Layer {
  context: string;
  value: JsonValue;
}

/**
 * The values that all sources together give one key, the winning one first.
 * It ends at the first value that is no object, since nothing below it shows:
 * only objects are merged, everything else replaces.
 */
export type LayerStack = readonly Layer[];

/** Whether a JSON value is an object, not an array and not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The stack of a list of values, the strongest first. `undefined` counts as
 * absent; `null` hides what is below it and is itself absent.
 */
export function stackLayers(
  candidates: Iterable<{ context: string; value: JsonValue | undefined }>,
): LayerStack {
  const stack: Layer[] = [];
  for (const { context, value } of candidates) {
    if (value === undefined) continue;
    if (value === null) break;
    if (!isJsonObject(value) && stack.length > 0) break;
    stack.push({ context, value });
    if (!isJsonObject(value)) break;
  }
  return stack;
}

/** The stack one key below a stack of objects. */
export function descend(stack: LayerStack, part: string): LayerStack {
  return stackLayers(
    stack.map(({ context, value }) => ({
      context,
      value: isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined,
    })),
  );
}

/** The keys that have a value in a stack of objects, in the order of the winning source. */
export function keysOfStack(stack: LayerStack): string[] {
  const keys = new Set(stack.flatMap(({ value }) => (isJsonObject(value) ? Object.keys(value) : [])));
  return [...keys].filter(key => descend(stack, key).length > 0);
}

/** The one value that a stack stands for, as a copy; `undefined` for an empty stack. */
export function mergeStack(stack: LayerStack): JsonValue | undefined {
  const top = stack[0]?.value;
  if (!isJsonObject(top)) return structuredClone(top);
  return Object.fromEntries(keysOfStack(stack).map(key => [key, mergeStack(descend(stack, key))]));
}
