import type { AppNode } from '../apis/app-tree.ts';
import { createDataContainer, isIterable } from './data-container.ts';
import type { ExtensionDataContainer, ExtensionDataValue } from './extension-data.ts';
import type { ExtensionInput, ExtensionInputs } from './extension-input.ts';

type Attached = ExtensionDataContainer & { node: AppNode };

/**
 * Replaces the data of inputs for the call of an original factory. The nodes
 * stay, so a list must be as long as the original, or be made of its own members.
 *
 * @throws Error when an override does not fit its input.
 */
export function applyInputOverrides(
  declared: ExtensionInputs | undefined,
  inputs: Record<string, unknown>,
  overrides: Record<string, unknown> | undefined,
): Record<string, unknown> {
  if (!declared || !overrides) return inputs;
  const result = { ...inputs };
  for (const [name, input] of Object.entries(declared)) {
    const override = overrides[name];
    if (override === undefined) continue;
    result[name] = input.config.singleton
      ? overrideOne(name, input, { original: inputs[name] as Attached | undefined, override })
      : overrideList(name, input, { originals: inputs[name] as Attached[], override });
  }
  return result;
}

function overrideOne(
  name: string,
  input: ExtensionInput,
  at: { original: Attached | undefined; override: unknown },
): Attached {
  if (!at.original)
    throw new Error(
      `Nothing is attached to the input '${name}', so its data cannot be overridden. Check it first`,
    );
  return toAttached(name, input, { node: at.original.node, values: at.override });
}

function overrideList(
  name: string,
  input: ExtensionInput,
  at: { originals: Attached[]; override: unknown },
): Attached[] {
  const { originals, override } = at;
  if (!Array.isArray(override))
    throw new Error(`The input '${name}' takes several extensions: override it with a list`);
  const forwarded = override.filter(
    (item): item is Attached => typeof item === 'object' && item !== null && 'node' in item,
  );
  if (forwarded.length === override.length) return forwarded;
  if (forwarded.length > 0)
    throw new Error(
      `The override of the input '${name}' mixes attached extensions and new data. Use one or the other`,
    );
  return override.map((values: unknown, index) => {
    const original = originals[index];
    if (!original || originals.length !== override.length)
      throw new Error(
        `The override of the input '${name}' has ${override.length} items for ${originals.length} attached extensions. Give one for each`,
      );
    return toAttached(name, input, { node: original.node, values });
  });
}

function toAttached(name: string, input: ExtensionInput, at: { node: AppNode; values: unknown }): Attached {
  if (!isIterable(at.values))
    throw new Error(`The override of the input '${name}' is no list of extension data`);
  const values = at.values as Iterable<ExtensionDataValue>;
  const source = `the override of the input '${name}'`;
  const container = createDataContainer(values, { source, declared: input.extensionData });
  return Object.assign(container, { node: at.node });
}
