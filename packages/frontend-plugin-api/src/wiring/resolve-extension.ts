import { resolveAttachTo, resolveExtensionId } from './attach-to.ts';
import type { AnyExtensionDefinition } from './extension-definition.ts';
import type { Extension } from './extension.ts';
import type { InstallableDefinition, InstallableExtension } from './installable-extension.ts';

/** Gives a definition its final id and attach point within the plugin `namespace`. */
export function resolveExtensionDefinition(
  definition: AnyExtensionDefinition,
  namespace?: string,
): Extension {
  const { kind, name, attachTo, version, ...body } = toInstallable(definition);
  const owner = body.namespace ?? namespace;
  const id = resolveExtensionId({ kind, namespace: owner, name });
  const extension: InstallableExtension = {
    $$type: '@backstage/Extension',
    version,
    id,
    attachTo: resolveAttachTo(attachTo, owner),
    disabled: body.disabled,
    if: body.if,
    inputs: body.inputs,
    output: body.output,
    configSchema: body.configSchema,
    factory: context => body.factory(context),
    toString: () => `Extension{id=${id}}`,
  };
  return extension as Extension;
}

/**
 * Resolves the extensions of a plugin or module, by id.
 *
 * @throws Error that names every id that occurs twice.
 */
export function resolveExtensions(
  definitions: readonly AnyExtensionDefinition[],
  owner: { pluginId: string; what: string },
): Map<string, { definition: AnyExtensionDefinition; extension: Extension }> {
  const byId = new Map<string, { definition: AnyExtensionDefinition; extension: Extension }>();
  const twice = new Set<string>();
  for (const definition of definitions) {
    const extension = resolveExtensionDefinition(definition, owner.pluginId);
    if (byId.has(extension.id)) twice.add(extension.id);
    byId.set(extension.id, { definition, extension });
  }
  if (twice.size > 0)
    throw new Error(
      `${owner.what} '${owner.pluginId}' has several extensions with the same id: '${[...twice].join("', '")}'. Give them different names`,
    );
  return byId;
}

function toInstallable(definition: AnyExtensionDefinition): InstallableDefinition {
  if (definition.$$type !== '@backstage/ExtensionDefinition')
    throw new TypeError(
      `A list of extensions holds something of type '${String(definition.$$type)}'. List what createExtension or a blueprint makes`,
    );
  // The marker stands for this structure, whichever package made it.
  return definition as InstallableDefinition;
}
