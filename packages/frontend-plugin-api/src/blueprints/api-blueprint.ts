import type { AnyApiFactory, ApiFactory } from '../apis/api-factory.ts';
import { createExtensionBlueprintParams } from '../wiring/blueprint-params.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';

const factoryRef = createExtensionDataRef<AnyApiFactory>().with({ id: 'core.api.factory' });

/**
 * Makes utility APIs: `api:<plugin id>[/<name>]`, with
 * `params: define => define({ api, deps: { config: configApiRef }, factory: ({ config }) => … })`.
 */
export const ApiBlueprint = createExtensionBlueprint({
  kind: 'api',
  attachTo: { id: 'root', input: 'apis' },
  output: [factoryRef],
  dataRefs: { factory: factoryRef },
  // The factory is called with what its own deps name.
  defineParams: <Api, Deps = object>(params: ApiFactory<Api, Deps>) =>
    createExtensionBlueprintParams(params as unknown as AnyApiFactory),
  factory: params => [factoryRef(params)],
});
