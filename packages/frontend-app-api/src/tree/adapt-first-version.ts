import type {
  ExtensionDataContainer,
  ExtensionDataRef,
  ExtensionDataValue,
  InstallableExtension,
} from '@portico/frontend-plugin-api';

type NamedRefs = Record<string, ExtensionDataRef>;

/** The first form of extensions: inputs and output name their data, and factories return it by name. */
interface FirstVersionExtension {
  inputs: Record<string, { extensionData: NamedRefs; config: { singleton: boolean; optional: boolean } }>;
  output: NamedRefs;
  factory(context: object): Record<string, unknown>;
}

/**
 * Gives an extension the present form; those of the first version, which old
 * packages still bring, are translated. `undefined` for other versions.
 */
export function adaptVersion(extension: InstallableExtension): InstallableExtension | undefined {
  if (extension.version === 'v2') return extension;
  if (extension.version !== 'v1') return undefined;
  const first = extension as unknown as FirstVersionExtension;
  return {
    ...extension,
    version: 'v2',
    inputs: Object.fromEntries(
      Object.entries(first.inputs).map(([name, { extensionData, config }]) => [
        name,
        { $$type: '@backstage/ExtensionInput' as const, extensionData: Object.values(extensionData), config },
      ]),
    ),
    output: Object.values(first.output),
    factory: context =>
      toValues(first, first.factory({ ...context, inputs: nameInputs(first, context.inputs) })),
  };
}

function toValues(extension: FirstVersionExtension, named: Record<string, unknown>): ExtensionDataValue[] {
  return Object.entries(named).flatMap(([name, value]): ExtensionDataValue[] => {
    const ref = extension.output[name];
    if (!ref) throw new Error(`The factory returned '${name}', which the output does not name`);
    return value === undefined ? [] : [{ $$type: '@backstage/ExtensionDataValue', id: ref.id, value }];
  });
}

function nameInputs(
  extension: FirstVersionExtension,
  inputs: Record<string, unknown>,
): Record<string, unknown> {
  const name = (container: ExtensionDataContainer & { node: unknown }, refs: NamedRefs) => ({
    node: container.node,
    output: Object.fromEntries(Object.entries(refs).map(([key, ref]) => [key, container.get(ref)])),
  });
  return Object.fromEntries(
    Object.entries(extension.inputs).map(([inputName, { extensionData }]) => {
      // Resolved by the declarations that were translated above.
      const found = inputs[inputName] as
        | (ExtensionDataContainer & { node: unknown })
        | (ExtensionDataContainer & { node: unknown })[]
        | undefined;
      if (Array.isArray(found)) return [inputName, found.map(item => name(item, extensionData))];
      return [inputName, found && name(found, extensionData)];
    }),
  );
}
