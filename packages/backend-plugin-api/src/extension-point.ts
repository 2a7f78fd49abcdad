/** Names a slot that a plugin offers to its modules, and carries the type of the slot. Compared by `id`. */
export interface ExtensionPoint<T> {
  id: string;
  T: T;
  $$type: '@backstage/ExtensionPoint';
}

/** What the factory of an extension point is told about the module that asked for it. */
export interface ExtensionPointFactoryContext {
  /** Reports that what the module put into the slot failed to start; counts as the module's own failure. */
  reportModuleStartupFailure(options: { error: Error }): void;
}

/** Makes a reference to an extension point. */
export function createExtensionPoint<T>(options: { id: string }): ExtensionPoint<T> {
  const { id } = options;
  return {
    id,
    get T(): never {
      throw new Error(
        `tried to read ExtensionPoint.T of extensionPoint{${id}}; it carries a type and has no value`,
      );
    },
    toString: () => `extensionPoint{${id}}`,
    toJSON: () => `extensionPoint{${id}}`,
    $$type: '@backstage/ExtensionPoint',
  } as ExtensionPoint<T>;
}
