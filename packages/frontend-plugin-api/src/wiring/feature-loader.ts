import type { Config } from '@portico/config';
import type { FrontendFeature } from './feature.ts';

/** A loader that finds features when the app starts. */
export interface FrontendFeatureLoader {
  readonly $$type: '@backstage/FrontendFeatureLoader';
}

/** The structure behind a loader that the app reads. */
export interface InstallableFeatureLoader extends FrontendFeatureLoader {
  readonly version: string;
  /** What the loader is called in messages. */
  readonly description: string;
  loader(context: { config: Config }): Promise<LoadedFeature[]>;
  toString(): string;
}

/** A feature, or another loader. */
export type LoadedFeature = FrontendFeature | FrontendFeatureLoader;

/** A feature, or the module that has it as its default export. */
export type LoadableFeature = LoadedFeature | { default: LoadedFeature };

/** What a feature loader is made of. */
export interface CreateFrontendFeatureLoaderOptions {
  /** Gives the features: a list, a promise of one, or a generator. Members may be `import()`s. */
  loader(context: {
    config: Config;
  }):
    | Iterable<LoadedFeature | Promise<{ default: LoadedFeature }>>
    | Promise<Iterable<LoadedFeature | Promise<{ default: LoadedFeature }>>>
    | AsyncIterable<LoadableFeature>;
}

/** Defines features that depend on configuration, or are loaded only when the app starts. */
export function createFrontendFeatureLoader(
  options: CreateFrontendFeatureLoaderOptions,
): FrontendFeatureLoader {
  const loader: InstallableFeatureLoader = {
    $$type: '@backstage/FrontendFeatureLoader',
    version: 'v1',
    description: `loader '${options.loader.name}'`,
    loader: context => collect(options, context),
    toString: () => 'FeatureLoader{}',
  };
  return loader;
}

async function collect(
  options: CreateFrontendFeatureLoaderOptions,
  context: { config: Config },
): Promise<LoadedFeature[]> {
  const found: LoadedFeature[] = [];
  for await (const item of await options.loader(context)) found.push('default' in item ? item.default : item);
  return found;
}
