import type { Config } from '@portico/config';
import { stringifyError } from '@portico/errors';
import type {
  FrontendFeature,
  FrontendFeatureLoader,
  InstallableFeatureLoader,
  LoadableFeature,
  LoadedFeature,
} from '@portico/frontend-plugin-api';

/** A feature, a loader of features, or the `import()` of one. */
export type AppFeature = LoadableFeature | Promise<LoadableFeature>;

const maxDepth = 5;

/**
 * Runs loaders, and waits for imports, until only features are left, in the
 * order of the list. A loader that occurs again counts once.
 *
 * @throws Error that names the loader that failed, or that loads itself.
 */
export async function loadFeatures(
  features: readonly AppFeature[],
  config: Config,
): Promise<FrontendFeature[]> {
  const seen = new Set<FrontendFeatureLoader>();
  const load = async (list: readonly AppFeature[], depth: number): Promise<FrontendFeature[]> => {
    const loaded = await Promise.all(list.map(async item => item));
    const found: FrontendFeature[] = [];
    for (const item of loaded) {
      const feature = 'default' in item ? item.default : item;
      if (!isLoader(feature)) {
        found.push(feature);
        continue;
      }
      if (seen.has(feature)) continue;
      seen.add(feature);
      found.push(...(await load(await runLoader(feature, { config, depth }), depth + 1)));
    }
    return found;
  };
  return load(features, 1);
}

async function runLoader(
  loader: FrontendFeatureLoader,
  at: { config: Config; depth: number },
): Promise<LoadedFeature[]> {
  // The marker stands for this structure, whichever package made it.
  const { description, loader: run } = loader as InstallableFeatureLoader;
  if (at.depth > maxDepth)
    throw new Error(
      `Feature loaders load each other more than ${maxDepth} times, last ${description}. Break the circle`,
    );
  try {
    return await run({ config: at.config });
  } catch (error) {
    throw new Error(`The feature ${description} failed: ${stringifyError(error)}`, { cause: error });
  }
}

function isLoader(feature: LoadedFeature): feature is FrontendFeatureLoader {
  return feature.$$type === '@backstage/FrontendFeatureLoader';
}
