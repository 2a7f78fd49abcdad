import type { ExtensionDataContainer, ExtensionDataRef, ExtensionDataValue } from './extension-data.ts';

/** Whose data is collected, for messages, and what it declared. */
export interface DataContainerOptions {
  /** What provided the values, as a message begins: `the original factory`. */
  source: string;
  /** When given, values of other refs are refused, and required ones must be there. */
  declared?: readonly ExtensionDataRef[];
}

/**
 * Collects values, by id; the last value of an id wins.
 *
 * @throws Error when the values are not iterable, a value was not declared, or
 *   a required one is missing.
 */
export function createDataContainer(
  values: Iterable<ExtensionDataValue>,
  options: DataContainerOptions,
): ExtensionDataContainer {
  if (!isIterable(values))
    throw new Error(
      `${options.source} returned no list of data. Return an array, or write it as a generator`,
    );
  const byId = new Map<string, ExtensionDataValue>();
  for (const value of values) byId.set(value.id, value);
  if (options.declared) checkDeclared(byId, options.declared);
  const container = {
    get: (ref: ExtensionDataRef) => byId.get(ref.id)?.value,
    [Symbol.iterator]: () => byId.values(),
  };
  return container as ExtensionDataContainer;
}

/** Whether a value can be iterated, also when it comes from untyped code. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function checkDeclared(
  byId: ReadonlyMap<string, ExtensionDataValue>,
  declared: readonly ExtensionDataRef[],
): void {
  const ids = new Set(declared.map(ref => ref.id));
  const undeclared = [...byId.keys()].find(id => !ids.has(id));
  if (undeclared !== undefined)
    throw new Error(
      `extension data '${undeclared}' was provided but not declared. Add its ref to the list of outputs`,
    );
  const missing = declared.filter(ref => !ref.config.optional && !byId.has(ref.id)).map(ref => ref.id);
  if (missing.length > 0)
    throw new Error(`missing required extension data value(s) '${missing.join(', ')}'. Return them as well`);
}
