import { createDataContainer, isIterable } from './data-container.ts';
import type { ExtensionDataContainer, ExtensionDataValue } from './extension-data.ts';
import { applyInputOverrides } from './input-overrides.ts';
import type { ExtensionFactoryContext } from './installable-extension.ts';
import type { LooseExtensionOptions } from './loose-extension-options.ts';

/** An override without its types. */
export type LooseOverride = Partial<Omit<LooseExtensionOptions, 'kind' | 'name' | 'factory'>> & {
  params?: unknown;
  factory?(
    originalFactory: (changes?: LooseChanges) => ExtensionDataContainer,
    context: ExtensionFactoryContext,
  ): Iterable<ExtensionDataValue>;
};

interface LooseChanges {
  config?: Record<string, unknown>;
  inputs?: Record<string, unknown>;
  params?: unknown;
}

/**
 * The options of an extension after an override: what it gives replaces, inputs
 * and config are added to.
 */
export function applyOverride(
  original: LooseExtensionOptions,
  override: LooseOverride,
): LooseExtensionOptions {
  if (override.output && !override.factory)
    throw new Error('An override changes the output without a factory that provides it. Add a factory');
  if (override.params && override.factory)
    throw new Error('An override has params and a factory. Pass the params to the original factory instead');
  return {
    kind: original.kind,
    name: original.name,
    attachTo: override.attachTo ?? original.attachTo,
    disabled: override.disabled ?? original.disabled,
    if: 'if' in override ? override.if : original.if,
    inputs: { ...original.inputs, ...override.inputs },
    output: override.output ?? original.output,
    ...((original.configSchema ?? override.configSchema) && {
      configSchema: { ...original.configSchema, ...override.configSchema },
    }),
    factory: context => runOverride(original, override, context),
  };
}

function runOverride(
  original: LooseExtensionOptions,
  override: LooseOverride,
  context: ExtensionFactoryContext & { params?: unknown },
): Iterable<ExtensionDataValue> {
  const { node, apis, config, inputs } = context;
  if (!override.factory) {
    // An override of this override has the last word on the params.
    return original.factory({ ...context, params: mergeParams(override.params, context.params) });
  }
  const callOriginal = (changes: LooseChanges = {}) =>
    createDataContainer(
      original.factory({
        node,
        apis,
        config: changes.config ?? config,
        inputs: applyInputOverrides(original.inputs, inputs, changes.inputs),
        params: mergeParams(context.params, changes.params),
      }),
      { source: 'the original factory', declared: original.output },
    );
  const values: unknown = override.factory(callOriginal, { node, apis, config, inputs });
  if (!isIterable(values))
    throw new Error(
      'The factory of an override returned no list of data. Return an array, or write it as a generator',
    );
  // Data of the original that is given again is replaced.
  const byId = new Map<string, ExtensionDataValue>();
  for (const value of values as Iterable<ExtensionDataValue>) byId.set(value.id, value);
  return byId.values();
}

function mergeParams(first: unknown, last: unknown): unknown {
  if (isPlain(first) && isPlain(last)) return { ...first, ...last };
  return last ?? first;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
