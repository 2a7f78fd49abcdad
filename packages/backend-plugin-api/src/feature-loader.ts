import type { BackendFeature } from './feature.ts';
import type { ServiceOf, ServiceRef } from './service-ref.ts';

/** A feature, or a module namespace whose default export is one. */
export type LoadableFeature = BackendFeature | { default: BackendFeature };

/** A feature that decides, with the help of root services, which other features to add. */
export interface FeatureLoader extends BackendFeature {
  version: 'v1';
  featureType: 'loader';
  description: string;
  deps: Record<string, ServiceRef<unknown, 'root'>>;
  loader(deps: Record<string, unknown>): Promise<BackendFeature[]>;
}

type LoadedFeatures =
  | Iterable<LoadableFeature | Promise<LoadableFeature>>
  | Promise<Iterable<LoadableFeature | Promise<LoadableFeature>>>
  | AsyncIterable<LoadableFeature>;

/** Makes a feature loader; `loader` may be a function, a generator or an async generator. */
export function createBackendFeatureLoader<
  TDeps extends Record<string, ServiceRef<unknown, 'root'>>,
>(options: {
  deps?: TDeps;
  loader(deps: { [K in keyof TDeps]: ServiceOf<TDeps[K]> }): LoadedFeatures;
}): BackendFeature {
  const { deps = {} as TDeps, loader } = options;
  const feature: FeatureLoader = {
    $$type: '@backstage/BackendFeature',
    version: 'v1',
    featureType: 'loader',
    description: `created at '${callSite()}'`,
    deps,
    async loader(given) {
      const loaded = await loader(given as { [K in keyof TDeps]: ServiceOf<TDeps[K]> });
      const features: BackendFeature[] = [];
      for await (const item of loaded) features.push('default' in item ? item.default : item);
      return features;
    },
  };
  return feature;
}

function callSite(): string {
  const caller = new Error().stack?.split('\n')[3] ?? '';
  return caller.trim().replace(/^at /, '') || 'unknown';
}
