import type { ExtensionDataRef } from './extension-data.ts';

/** A point of an extension that other extensions attach to. */
export interface ExtensionInput<
  Ref extends ExtensionDataRef = ExtensionDataRef,
  Singleton extends boolean = boolean,
  Optional extends boolean = boolean,
> {
  readonly $$type: '@backstage/ExtensionInput';
  /** What each attached extension has to provide. */
  readonly extensionData: Ref[];
  readonly config: {
    readonly singleton: Singleton;
    readonly optional: Optional;
    readonly internal?: boolean;
  };
  /** Older attach points whose extensions are led to this one. */
  readonly replaces?: { id: string; input: string }[];
}

/** The inputs of an extension, by name. */
export type ExtensionInputs = Record<string, ExtensionInput>;

/** How many extensions may attach, whose, and instead of what. */
export interface ExtensionInputOptions {
  /** Exactly one extension attaches; with `optional`, at most one. */
  singleton?: boolean;
  optional?: boolean;
  /** Only extensions of the same plugin, or of its modules, attach. */
  internal?: boolean;
  /** Attach points that this input takes the place of. */
  replaces?: { id: string; input: string }[];
}

/** Where an input belongs; the plugin id is known only once the extension is installed. */
export interface ExtensionInputContext {
  kind?: string | undefined;
  name?: string | undefined;
  input: string;
}

/** The parts of an input that only the wiring uses. */
export interface BoundExtensionInput extends ExtensionInput {
  readonly context?: ExtensionInputContext;
  withContext?(context: ExtensionInputContext): ExtensionInput;
}

/**
 * Declares an input that takes extensions with the given data.
 *
 * @throws Error when the same data is listed twice.
 */
export function createExtensionInput<
  Ref extends ExtensionDataRef,
  const Options extends ExtensionInputOptions = object,
>(
  extensionData: Ref[],
  options?: Options,
): ExtensionInput<
  Ref,
  Options extends { singleton: true } ? true : false,
  Options extends { optional: true } ? true : false
> {
  const ids = extensionData.map(ref => ref.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new Error(`The input lists the extension data '${twice}' twice. Remove one of them`);
  const bind = (context?: ExtensionInputContext): BoundExtensionInput => ({
    $$type: '@backstage/ExtensionInput',
    extensionData,
    config: {
      singleton: options?.singleton === true,
      optional: options?.optional === true,
      internal: options?.internal === true,
    },
    ...(options?.replaces && { replaces: [...options.replaces] }),
    ...(context && { context }),
    withContext: bind,
  });
  return bind() as ReturnType<typeof createExtensionInput<Ref, Options>>;
}

/** Tells every input where it belongs, so that it can be used as an attach point. */
export function bindInputs(
  inputs: ExtensionInputs | undefined,
  owner: { kind?: string | undefined; name?: string | undefined },
): ExtensionInputs {
  return Object.fromEntries(
    Object.entries(inputs ?? {}).map(([name, input]: [string, BoundExtensionInput]) => [
      name,
      input.withContext?.({ kind: owner.kind, name: owner.name, input: name }) ?? input,
    ]),
  );
}
