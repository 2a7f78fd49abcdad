import type { ComponentType } from 'react';
import type { SwappableComponentRef } from '../components/swappable-component-ref.ts';
import { createApiRef } from './api-ref.ts';

/** Gives the component that the app uses in a place. */
export interface SwappableComponentsApi {
  /** The replacement that is installed, or the component's own default. */
  getComponent<Inner extends object, Outer extends object = Inner>(
    ref: SwappableComponentRef<Inner, Outer>,
  ): ComponentType<Outer>;
}

/** {@link SwappableComponentsApi}. */
export const swappableComponentsApiRef = createApiRef<SwappableComponentsApi>().with({
  id: 'core.swappable-components',
  pluginId: 'app',
});
