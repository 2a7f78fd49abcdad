import { lazy, type ComponentType, type JSX } from 'react';
import { swappableComponentsApiRef } from '../apis/swappable-components.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import type { InstallableSwappableComponentRef, SwappableComponentRef } from './swappable-component-ref.ts';

/** Loads a component, now or later. */
export type ComponentLoader<Props extends object> =
  | (() => (props: Props) => JSX.Element | null)
  | (() => Promise<(props: Props) => JSX.Element | null>);

/** What a swappable component is made of. */
export interface CreateSwappableComponentOptions<Inner extends object, Outer extends object = Inner> {
  id: string;
  /** The component that is used unless the app has another. */
  loader?: ComponentLoader<Inner>;
  /** Makes the properties of the component from those that it is used with. */
  transformProps?: (props: Outer) => Inner;
}

/** A component that the app can replace; `ref` says which. */
export interface SwappableComponent<Inner extends object, Outer extends object = Inner> {
  (props: Outer): JSX.Element | null;
  ref: SwappableComponentRef<Inner, Outer>;
}

/** Makes a component that an app can replace with a `SwappableComponentBlueprint` extension. */
export function createSwappableComponent<Inner extends object, Outer extends object = Inner>(
  options: CreateSwappableComponentOptions<Inner, Outer>,
): SwappableComponent<Inner, Outer> {
  const { id, loader, transformProps } = options;
  const ref: Omit<InstallableSwappableComponentRef, 'TProps' | 'TExternalProps'> = {
    $$type: '@backstage/SwappableComponentRef',
    version: 'v1',
    id,
    defaultComponent: createOnDemand(loader ?? (() => () => <div data-component={id} />)),
    transformProps: transformProps as InstallableSwappableComponentRef['transformProps'],
    toString: () => `SwappableComponentRef{id=${id}}`,
  };
  const typedRef = ref as unknown as SwappableComponentRef<Inner, Outer>;
  const Swappable = (props: Outer) => {
    const api = useOptionalApi(swappableComponentsApiRef);
    if (!api) return <ref.defaultComponent {...(transformProps?.(props) ?? props)} />;
    const Component = api.getComponent(typedRef);
    return <Component {...props} />;
  };
  Swappable.displayName = `Swappable(${id})`;
  return Object.assign(Swappable, { ref: typedRef });
}

/** Draws what a loader gives, which is called when it is first drawn; suspends only for a loader that takes time. */
function createOnDemand<Props extends object>(loader: ComponentLoader<Props>): ComponentType<object> {
  let Loaded: ComponentType<object> | undefined;
  return props => {
    if (!Loaded) {
      const result = loader();
      const pending = result instanceof Promise ? result : undefined;
      // Properties are typed by the ref.
      const component = pending
        ? lazy(async () => ({ default: (await pending) as ComponentType<object> }))
        : result;
      Loaded = component as ComponentType<object>;
    }
    return <Loaded {...props} />;
  };
}
