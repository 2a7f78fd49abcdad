import { FeatureFlagState, type FeatureFlag, type FeatureFlagsApi } from '@portico/frontend-plugin-api';

const storageKey = 'featureFlags';

/** Keeps feature flags in this browser: names with 1, as JSON. Flags that are on stay known when no plugin declares them. */
export function createFeatureFlags(store: Storage = window.localStorage): FeatureFlagsApi {
  const registered = new Map<string, FeatureFlag>();
  let states = read(store);
  return {
    registerFlag(flag) {
      if (!/^[a-z]+[a-z0-9-]*$/.test(flag.name) || flag.name.length > 150 || flag.name.length < 3) {
        throw new Error(
          `The feature flag '${flag.name}' of the plugin '${flag.pluginId}' has no valid name. Use 3 to 150 lower case letters, digits and dashes, a letter first`,
        );
      }
      registered.set(flag.name, flag);
    },
    getRegisteredFlags: () => [...registered.values()],
    isActive: name => states.get(name) === FeatureFlagState.Active,
    save({ states: changed, merge = false }) {
      const next = merge ? new Map(states) : new Map<string, FeatureFlagState>();
      for (const [name, state] of Object.entries(changed)) next.set(name, state);
      states = new Map([...next].filter(([, state]) => state === FeatureFlagState.Active));
      store.setItem(storageKey, JSON.stringify(Object.fromEntries(states)));
    },
  };
}

function read(store: Storage): Map<string, FeatureFlagState> {
  try {
    const parsed = JSON.parse(store.getItem(storageKey) ?? '{}') as Record<string, unknown>;
    const active = Object.entries(parsed).filter(([, state]) => state === 1);
    return new Map(active.map(([name]) => [name, FeatureFlagState.Active]));
  } catch {
    return new Map();
  }
}
