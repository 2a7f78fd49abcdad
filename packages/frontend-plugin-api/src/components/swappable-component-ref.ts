import type { ComponentType } from 'react';

/** Stands for a component that an app can replace. */
export interface SwappableComponentRef<Inner extends object = object, Outer extends object = Inner> {
  readonly $$type: '@backstage/SwappableComponentRef';
  readonly id: string;
  /** Carry the types of the properties; there are no values. */
  readonly TProps: Inner;
  readonly TExternalProps: Outer;
}

/** The structure behind a swappable component ref that the app reads. */
export interface InstallableSwappableComponentRef extends SwappableComponentRef {
  readonly version: string;
  readonly defaultComponent: ComponentType<object>;
  readonly transformProps?: ((props: object) => object) | undefined;
  toString(): string;
}
