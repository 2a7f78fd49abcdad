import type { BoundExtensionInput, ExtensionInput } from './extension-input.ts';

/** An attach point as it is installed: the id of an extension and the name of its input. */
export interface ExtensionAttachTo {
  id: string;
  input: string;
}

/**
 * Where an extension attaches: to any extension by id, to one of the same
 * plugin by kind and name, or to an input of another definition.
 */
export type ExtensionDefinitionAttachTo =
  | ExtensionAttachTo
  | { relative: { kind?: string; name?: string }; input: string }
  | ExtensionInput;

/** The id of an extension: `[<kind>:]<plugin id>[/<name>]`. */
export function resolveExtensionId(parts: {
  kind?: string | undefined;
  namespace?: string | undefined;
  name?: string | undefined;
}): string {
  const { kind, namespace, name } = parts;
  const path = namespace && name ? `${namespace}/${name}` : (namespace ?? name);
  if (!path)
    throw new Error(
      `An extension of kind '${kind ?? ''}' has neither a plugin nor a name. Add it to a plugin or module, or give it a name`,
    );
  return kind ? `${kind}:${path}` : path;
}

/** Resolves where a definition attaches, within the plugin `namespace`. A list is an older form. */
export function resolveAttachTo(
  attachTo: ExtensionDefinitionAttachTo | readonly ExtensionDefinitionAttachTo[],
  namespace: string | undefined,
): ExtensionAttachTo | ExtensionAttachTo[] {
  const resolve = (point: ExtensionDefinitionAttachTo) => resolvePoint(point, namespace);
  return isList(attachTo) ? attachTo.map(resolve) : resolve(attachTo);
}

/** Tells an attach point in words, for messages before the plugin is known. */
export function describeAttachTo(attachTo: ExtensionDefinitionAttachTo): string {
  const point = resolvePoint(attachTo, '<plugin>');
  return `${point.id}@${point.input}`;
}

function isList(
  attachTo: ExtensionDefinitionAttachTo | readonly ExtensionDefinitionAttachTo[],
): attachTo is readonly ExtensionDefinitionAttachTo[] {
  return Array.isArray(attachTo);
}

function resolvePoint(
  attachTo: ExtensionDefinitionAttachTo,
  namespace: string | undefined,
): ExtensionAttachTo {
  if ('$$type' in attachTo) {
    const { context }: BoundExtensionInput = attachTo;
    if (!context)
      throw new Error(
        'The input to attach to belongs to no extension. Take it from the inputs of a definition',
      );
    return { id: resolveExtensionId({ ...context, namespace }), input: context.input };
  }
  if ('relative' in attachTo && attachTo.relative)
    return { id: resolveExtensionId({ ...attachTo.relative, namespace }), input: attachTo.input };
  if ('id' in attachTo) return { id: attachTo.id, input: attachTo.input };
  throw new Error(
    'An attach point is neither { id, input }, { relative, input } nor an input of a definition',
  );
}
