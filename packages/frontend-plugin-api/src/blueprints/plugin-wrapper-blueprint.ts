import type { ComponentType, ReactNode } from 'react';
import { createExtensionBlueprintParams } from '../wiring/blueprint-params.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';

/** What surrounds all extensions of a plugin, and the state that they share. */
export interface PluginWrapperDefinition<Value = unknown> {
  /** A hook that runs once for all; its result is given to each wrapper. */
  useWrapperValue?: () => Value;
  component: ComponentType<{ children: ReactNode; value: Value }>;
}

type WrapperLoader = () => Promise<PluginWrapperDefinition>;

const wrapperRef = createExtensionDataRef<WrapperLoader>().with({ id: 'core.plugin-wrapper.loader' });

/** Surrounds all extensions of the plugin: `plugin-wrapper:<plugin id>[/<name>]`. */
export const PluginWrapperBlueprint = createExtensionBlueprint({
  kind: 'plugin-wrapper',
  attachTo: { id: 'api:app/plugin-wrapper', input: 'wrappers' },
  output: [wrapperRef],
  dataRefs: { wrapper: wrapperRef },
  // The component is given what its own hook returns.
  defineParams: <Value = never>(params: { loader: () => Promise<PluginWrapperDefinition<Value>> }) =>
    createExtensionBlueprintParams(params as unknown as { loader: WrapperLoader }),
  factory: params => [wrapperRef(params.loader)],
});
