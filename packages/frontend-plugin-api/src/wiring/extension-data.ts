/**
 * Names one piece of data that extensions hand to the extension they are
 * attached to. Two refs with the same id are the same piece of data.
 */
export interface ExtensionDataRef<
  Data = unknown,
  Id extends string = string,
  Optional extends boolean = boolean,
> {
  readonly $$type: '@backstage/ExtensionDataRef';
  readonly id: Id;
  /** Carries the type of the data; there is no value. */
  readonly T: Data;
  readonly config: { readonly optional?: Optional };
}

/** One piece of data as an extension hands it on. */
export interface ExtensionDataValue<Data = unknown, Id extends string = string> {
  readonly $$type: '@backstage/ExtensionDataValue';
  readonly id: Id;
  readonly value: Data;
}

/** A ref that makes values when called, and that `optional()` turns into one that may be absent. */
export interface ConfigurableExtensionDataRef<
  Data = unknown,
  Id extends string = string,
  Optional extends boolean = boolean,
> extends ExtensionDataRef<Data, Id, Optional> {
  (value: Data): ExtensionDataValue<Data, Id>;
  optional(): ConfigurableExtensionDataRef<Data, Id, true>;
}

/** The values that an extension may hand on when it declares `Ref` as its output. */
export type ExtensionDataOf<Ref> =
  Ref extends ExtensionDataRef<infer Data, infer Id> ? ExtensionDataValue<Data, Id> : never;

/** What `get` gives for an id: the data, or `undefined` as well where it is optional. */
export type ExtensionDataAt<Ref, Id extends string> =
  Ref extends ExtensionDataRef<infer Data, Id, infer Optional>
    ? true extends Optional
      ? Data | undefined
      : Data
    : never;

/** The data that one attached extension provides. */
export interface ExtensionDataContainer<Ref extends ExtensionDataRef = ExtensionDataRef> extends Iterable<
  ExtensionDataOf<Ref>
> {
  /** The value of one piece of data; `undefined` when it is optional and absent. */
  get<Data, Id extends Ref['id']>(
    ref: ExtensionDataRef<Data, Id>,
  ): string extends Ref['id'] ? Data | undefined : ExtensionDataAt<Ref, Id>;
}

/**
 * Makes a data ref: `createExtensionDataRef<string>().with({ id: 'my-plugin.title' })`.
 * The type is given first, so that the id can be inferred.
 */
export function createExtensionDataRef<Data>(): {
  with<const Id extends string>(options: { id: Id }): ConfigurableExtensionDataRef<Data, Id, false>;
} {
  return { with: ({ id }) => buildRef(id, {}) };
}

function buildRef<Data, Id extends string, Optional extends boolean>(
  id: Id,
  config: { optional?: Optional },
): ConfigurableExtensionDataRef<Data, Id, Optional> {
  const toValue = (value: Data): ExtensionDataValue<Data, Id> => ({
    $$type: '@backstage/ExtensionDataValue',
    id,
    value,
  });
  const parts = {
    $$type: '@backstage/ExtensionDataRef' as const,
    id,
    config,
    T: undefined,
    optional: () => buildRef<Data, Id, true>(id, { ...config, optional: true }),
    toString: () => `ExtensionDataRef{id=${id},optional=${config.optional === true}}`,
  };
  // T exists in the type only.
  return Object.assign(toValue, parts) as unknown as ConfigurableExtensionDataRef<Data, Id, Optional>;
}
