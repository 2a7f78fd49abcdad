import { createApiRef } from './api-ref.ts';

/** A feature flag that a plugin or module declared. */
export interface FeatureFlag {
  name: string;
  pluginId: string;
  description?: string;
}

/** Whether a flag is on: 1, or 0. */
export const FeatureFlagState = { None: 0, Active: 1 } as const;
/** 1 when the flag is on, else 0. */
export type FeatureFlagState = (typeof FeatureFlagState)[keyof typeof FeatureFlagState];

/** Switches for unfinished or optional features, kept for each user. */
export interface FeatureFlagsApi {
  /** @throws Error when the name is not valid. */
  registerFlag(flag: FeatureFlag): void;
  getRegisteredFlags(): FeatureFlag[];
  isActive(name: string): boolean;
  /** Sets flags; those not named are kept with `merge`, and turned off without. */
  save(options: { states: Record<string, FeatureFlagState>; merge?: boolean }): void;
}

/** {@link FeatureFlagsApi}. */
export const featureFlagsApiRef = createApiRef<FeatureFlagsApi>().with({
  id: 'core.featureflags',
  pluginId: 'app',
});
