import type { ExtensionPoint } from '@portico/backend-plugin-api';

/** Replaces or wraps the objects of one extension point. */
export interface ExtensionPointFactoryMiddleware {
  $$type: '@backstage/ExtensionPointFactoryMiddleware';
}

/** A middleware with what only the initializer reads. */
export interface InternalExtensionPointFactoryMiddleware extends ExtensionPointFactoryMiddleware {
  version: 'v1';
  extensionPointId: string;
  middleware(original: unknown): Promise<unknown>;
}

/** Makes a middleware that is given the object of an extension point, and gives what modules are to have instead. */
export function createExtensionPointFactoryMiddleware<T>(options: {
  extensionPoint: ExtensionPoint<T>;
  middleware(original: T): Promise<T>;
}): ExtensionPointFactoryMiddleware {
  const internal: InternalExtensionPointFactoryMiddleware = {
    $$type: '@backstage/ExtensionPointFactoryMiddleware',
    version: 'v1',
    extensionPointId: options.extensionPoint.id,
    middleware: original => options.middleware(original as T),
  };
  return internal;
}
