import type { SwappableComponentRef } from '../components/swappable-component-ref.ts';
import type { ComponentLoader, SwappableComponent } from '../components/swappable-component.tsx';
import { createExtensionBlueprintParams } from '../wiring/blueprint-params.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';

/** What takes the place of a swappable component. */
export interface SwappableComponentReplacement {
  ref: SwappableComponentRef;
  loader: ComponentLoader<object>;
}

const componentRef = createExtensionDataRef<SwappableComponentReplacement>().with({
  id: 'core.swappableComponent',
});

/**
 * Replaces a swappable component; modules of `app` only: `component:app/<name>`, with
 * `params: define => define({ component: Progress, loader: () => MyProgress })`.
 */
export const SwappableComponentBlueprint = createExtensionBlueprint({
  kind: 'component',
  attachTo: { id: 'api:app/swappable-components', input: 'components' },
  output: [componentRef],
  dataRefs: { component: componentRef },
  // The loader's component takes the properties that its ref has.
  defineParams: <Inner extends object, Outer extends object>(params: {
    component: SwappableComponent<Inner, Outer>;
    loader: ComponentLoader<NoInfer<Inner>>;
  }) =>
    createExtensionBlueprintParams(
      params as unknown as { component: SwappableComponent<object>; loader: ComponentLoader<object> },
    ),
  factory: params => [componentRef({ ref: params.component.ref, loader: params.loader })],
});
