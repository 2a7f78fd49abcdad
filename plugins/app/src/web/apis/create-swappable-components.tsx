import { lazy, type ComponentType } from 'react';
import type {
  InstallableSwappableComponentRef,
  SwappableComponentRef,
  SwappableComponentReplacement,
  SwappableComponentsApi,
} from '@portico/frontend-plugin-api';

/** Gives the component that was installed for a place, else the one that the place has by itself. */
export function createSwappableComponents(
  replacements: readonly SwappableComponentReplacement[],
): SwappableComponentsApi {
  const installed = new Map(replacements.map(replacement => [replacement.ref.id, toComponent(replacement)]));
  return {
    getComponent: <Inner extends object, Outer extends object>(ref: SwappableComponentRef<Inner, Outer>) => {
      // The marker stands for this structure, whichever package made the ref.
      const own = ref as unknown as InstallableSwappableComponentRef;
      const Component = installed.get(own.id) ?? own.defaultComponent;
      const { transformProps } = own;
      const result = transformProps ? (props: object) => <Component {...transformProps(props)} /> : Component;
      // What is installed takes the properties of the place: the blueprint checks that.
      return result as ComponentType<Outer>;
    },
  };
}

/** Most loaders give their component at once, so that nothing has to be waited for. */
function toComponent({ loader }: SwappableComponentReplacement): ComponentType<object> {
  const loaded = loader();
  if (typeof loaded === 'function') return loaded as ComponentType<object>;
  return lazy(async () => ({ default: (await loaded) as ComponentType<object> }));
}
