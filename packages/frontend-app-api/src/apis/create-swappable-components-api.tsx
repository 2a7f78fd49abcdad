import type {
  InstallableSwappableComponentRef,
  SwappableComponentRef,
  SwappableComponentReplacement,
  SwappableComponentsApi,
} from '@portico/frontend-plugin-api';
import { lazy, type ComponentType } from 'react';

/** Gives components their replacements, loaded when they are first drawn; the last one of an id wins. */
export function createSwappableComponentsApi(
  replacements: readonly SwappableComponentReplacement[],
): SwappableComponentsApi {
  const loaders = new Map(replacements.map(({ ref, loader }) => [ref.id, loader]));
  const made = new Map<string, ComponentType<object>>();
  const make = (ref: InstallableSwappableComponentRef): ComponentType<object> => {
    const Inner = replace(loaders.get(ref.id)) ?? ref.defaultComponent;
    return props => <Inner {...(ref.transformProps?.(props) ?? props)} />;
  };
  return {
    getComponent: <Inner extends object, Outer extends object = Inner>(
      ref: SwappableComponentRef<Inner, Outer>,
    ) => {
      const existing = made.get(ref.id);
      // The marker stands for this structure, whichever package made it; properties are typed by the ref.
      const component = existing ?? make(ref as unknown as InstallableSwappableComponentRef);
      made.set(ref.id, component);
      return component as ComponentType<Outer>;
    },
  };
}

function replace(
  loader: SwappableComponentReplacement['loader'] | undefined,
): ComponentType<object> | undefined {
  if (!loader) return undefined;
  let Loaded: ComponentType<object> | undefined;
  return props => {
    Loaded ??= load(loader);
    return <Loaded {...props} />;
  };
}

function load(loader: SwappableComponentReplacement['loader']): ComponentType<object> {
  const result = loader();
  return result instanceof Promise ? lazy(async () => ({ default: await result })) : result;
}
