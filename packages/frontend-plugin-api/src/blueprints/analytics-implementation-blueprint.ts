import type { AnalyticsImplementation } from '../apis/analytics.ts';
import type { ApiRefsOf } from '../apis/api-factory.ts';
import { createExtensionBlueprintParams } from '../wiring/blueprint-params.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';

/** Makes a receiver of analytics events from utility APIs. */
export interface AnalyticsImplementationFactory<Deps = object> {
  deps: ApiRefsOf<Deps>;
  factory(deps: Deps): AnalyticsImplementation;
}

const factoryRef = createExtensionDataRef<AnalyticsImplementationFactory<Record<string, unknown>>>().with({
  id: 'core.analytics.factory',
});

/** Makes receivers of analytics events: `analytics:<plugin id>[/<name>]`. */
export const AnalyticsImplementationBlueprint = createExtensionBlueprint({
  kind: 'analytics',
  attachTo: { id: 'api:app/analytics', input: 'implementations' },
  output: [factoryRef],
  dataRefs: { factory: factoryRef },
  // The factory is called with what its own deps name.
  defineParams: <Deps = object>(params: AnalyticsImplementationFactory<Deps>) =>
    createExtensionBlueprintParams(
      params as unknown as AnalyticsImplementationFactory<Record<string, unknown>>,
    ),
  factory: params => [factoryRef(params)],
});
