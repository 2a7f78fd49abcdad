import { featureFlagsApiRef, type AnyApiFactory, type FeatureFlagsApi } from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import type { InstalledFeatures } from '../features/read-features.ts';

/** Lets the factory of the feature flags API register what plugins and modules declare. */
export function withDeclaredFlags(
  factory: AnyApiFactory,
  features: InstalledFeatures,
  report: ReportError,
): AnyApiFactory {
  if (factory.api.id !== featureFlagsApiRef.id) return factory;
  return {
    ...factory,
    factory: deps => {
      // The factory makes what its ref says.
      const api = factory.factory(deps) as FeatureFlagsApi;
      registerFlags(api, features, report);
      return api;
    },
  };
}

/** Registers the feature flags that plugins and modules declare; a name that is refused is reported. */
export function registerFlags(api: FeatureFlagsApi, features: InstalledFeatures, report: ReportError): void {
  for (const { pluginId, featureFlags } of [...features.plugins, ...features.modules]) {
    for (const { name, description } of featureFlags) {
      try {
        api.registerFlag({ name, pluginId, ...(description !== undefined && { description }) });
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        report(
          'FEATURE_FLAG_INVALID',
          `The plugin '${pluginId}' declares the feature flag '${name}': ${error.message}`,
          {
            pluginId,
            flagName: name,
            error,
          },
        );
      }
    }
  }
}
