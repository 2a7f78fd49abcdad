import type { AppConfig } from './app-config.ts';
import {
  descend,
  isJsonObject,
  keysOfStack,
  mergeStack,
  stackLayers,
  type LayerStack,
} from './config-layers.ts';
import {
  readBoolean,
  readNumber,
  readObject,
  readObjectArray,
  readString,
  readStringArray,
  wrongType,
  type ReadValue,
} from './config-values.ts';
import type { Config } from './config.ts';

/** What a key may look like between two dots. */
const keyPartPattern = /^[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)*$/i;

/**
 * Reads a list of sources as one configuration. The last source wins: objects
 * are merged key by key, arrays and primitives replaced, and an explicit
 * `null` unsets what earlier sources say. Values are copies.
 *
 * Numbers may be written as text; booleans as `y`, `yes`, `true`, `on`, `1`
 * and `n`, `no`, `false`, `off`, `0` in any case. A missing value throws an
 * `Error`, a value of another type a `TypeError`; both name key and source.
 *
 * @param options - `warn` receives one line for every deprecated key, and for
 *   every key that is read although it was filtered out. Default: `console.warn`.
 */
export function createConfigReader(
  configs: AppConfig[],
  options: { warn?: (message: string) => void } = {},
): Config {
  // oxlint-disable-next-line no-console -- in a browser there is nothing else
  const { warn = console.warn } = options;
  for (const { context, deprecatedKeys = [] } of configs) {
    for (const { key, description } of deprecatedKeys) {
      warn(
        `The configuration key '${key}' of ${context} is deprecated and may be removed soon. ${description}`.trim(),
      );
    }
  }
  const layers = configs.map(({ context, data }) => ({ context, value: data })).toReversed();
  const filtered = new Set(configs.flatMap(config => config.filteredKeys ?? []));
  const onMissing = (key: string): void => {
    if (filtered.delete(key))
      warn(`The configuration value at '${key}' is not visible here, so that it reads as absent`);
  };
  return readStack(stackLayers(layers), { prefix: '', onMissing });
}

interface View {
  /** The key of the view's root, `''` at the top. */
  prefix: string;
  onMissing: (fullKey: string) => void;
}

function readStack(root: LayerStack, view: View): Config {
  const context = root[0]?.context ?? 'mock-config';
  const fullKey = (key: string): string =>
    view.prefix === '' ? key : key === '' ? view.prefix : `${view.prefix}.${key}`;
  const find = (key = ''): LayerStack => {
    const stack = walk(root, key, fullKey);
    if (stack.length === 0) view.onMissing(fullKey(key));
    return stack;
  };
  const optional = <T>(key: string, read: ReadValue<T>): T | undefined => {
    const top = find(key)[0];
    return top && read(top.value, { context: top.context, key: fullKey(key) });
  };
  const required = <T>(key: string, value: T | undefined): T => {
    if (value === undefined)
      throw new Error(`Missing required config value at '${fullKey(key)}' in '${context}'`);
    return value;
  };
  const optionalConfig = (key: string): Config | undefined => {
    const stack = find(key);
    if (stack[0] === undefined) return undefined;
    readObject(stack[0].value, { context: stack[0].context, key: fullKey(key) });
    return readStack(stack, { ...view, prefix: fullKey(key) });
  };
  const optionalConfigs = (key: string): Config[] | undefined => {
    const stack = find(key);
    return optional(key, readObjectArray)?.map((value, index) =>
      readStack([{ context: stack[0]?.context ?? context, value }], {
        ...view,
        prefix: `${fullKey(key)}[${index}]`,
      }),
    );
  };

  return {
    has: key => walk(root, key, fullKey).length > 0,
    keys: () => keysOfStack(root),
    // The caller names the type it expects; only the typed readers check it.
    get: <T>(key = '') => required(key, mergeStack(find(key))) as T,
    getOptional: <T>(key = '') => mergeStack(find(key)) as T | undefined,
    getConfig: key => required(key, optionalConfig(key)),
    getOptionalConfig: optionalConfig,
    getConfigArray: key => required(key, optionalConfigs(key)),
    getOptionalConfigArray: optionalConfigs,
    getNumber: key => required(key, optional(key, readNumber)),
    getOptionalNumber: key => optional(key, readNumber),
    getBoolean: key => required(key, optional(key, readBoolean)),
    getOptionalBoolean: key => optional(key, readBoolean),
    getString: key => required(key, optional(key, readString)),
    getOptionalString: key => optional(key, readString),
    getStringArray: key => required(key, optional(key, readStringArray)),
    getOptionalStringArray: key => optional(key, readStringArray),
  };
}

function walk(root: LayerStack, key: string, fullKey: (key: string) => string): LayerStack {
  const parts = key === '' ? [] : key.split('.');
  if (!parts.every(part => keyPartPattern.test(part))) throw new TypeError(`Invalid config key '${key}'`);
  let stack = root;
  for (const [index, part] of parts.entries()) {
    const top = stack[0];
    if (top && !isJsonObject(top.value)) {
      throw wrongType(
        top.value,
        { context: top.context, key: fullKey(parts.slice(0, index).join('.')) },
        'object',
      );
    }
    stack = descend(stack, part);
  }
  return stack;
}
