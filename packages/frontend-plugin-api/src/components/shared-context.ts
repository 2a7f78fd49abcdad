import { createContext, useContext, type Context } from 'react';

/** A value that several versions of this package can read; each reads its own version. */
export interface VersionedValue<Value> {
  atVersion(version: number): Value | undefined;
}

type SharedContext<Value> = Context<VersionedValue<Value> | undefined>;

/**
 * A React context that all copies of this package share, through the global
 * object. Plugins may be built apart from the app and bring their own copy; the
 * names are those that Backstage's packages use, so that theirs work as well.
 */
export function sharedContext<Value>(name: string): SharedContext<Value> {
  const key = `__@backstage/${name}__`;
  const existing: unknown = Reflect.get(globalThis, key);
  // Whoever came first put the context there.
  if (existing) return existing as SharedContext<Value>;
  const created: SharedContext<Value> = createContext<VersionedValue<Value> | undefined>(undefined);
  Reflect.set(globalThis, key, created);
  return created;
}

/** The value of a shared context above this component. */
export function useSharedContext<Value>(name: string): Value | undefined {
  return useContext(sharedContext<Value>(name))?.atVersion(1);
}

/** Wraps a value as version 1, which is the only one there is. */
export function toVersioned<Value>(value: Value): VersionedValue<Value> {
  return { atVersion: version => (version === 1 ? value : undefined) };
}
