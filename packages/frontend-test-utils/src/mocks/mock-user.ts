import {
  FeatureFlagState,
  featureFlagsApiRef,
  identityApiRef,
  permissionApiRef,
  storageApiRef,
  createSubject,
  type FeatureFlag,
  type FeatureFlagsApi,
  type IdentityApi,
  type PermissionApi,
  type StorageApi,
  type StorageValueSnapshot,
} from '@portico/frontend-plugin-api';
import type { JsonObject, JsonValue } from '@portico/config';
import { AuthorizeResult, type AuthorizePermissionRequest } from '@portico/permissions';
import { createMockApi, type MockApi } from './mock-api.ts';

/** Feature flags that are kept for the test. */
export function mockFeatureFlagsApi(
  options: { initialStates?: Record<string, FeatureFlagState> } = {},
): MockApi<FeatureFlagsApi> {
  const flags: FeatureFlag[] = [];
  const states = new Map(Object.entries(options.initialStates ?? {}));
  return createMockApi(featureFlagsApiRef, {
    registerFlag: (flag: FeatureFlag) => void flags.push(flag),
    getRegisteredFlags: () => [...flags],
    isActive: (name: string) => states.get(name) === FeatureFlagState.Active,
    save: ({ states: changed, merge }: Parameters<FeatureFlagsApi['save']>[0]) => {
      if (!merge) states.clear();
      for (const [name, state] of Object.entries(changed)) states.set(name, state);
    },
  });
}

/** Who is signed in, for a test. */
export interface MockIdentity {
  /** Default: `user:default/test`. */
  userEntityRef?: string;
  /** Default: the user alone. */
  ownershipEntityRefs?: string[];
  token?: string;
  email?: string;
  displayName?: string;
  picture?: string;
}

/** Somebody who is signed in. */
export function mockIdentityApi(identity: MockIdentity = {}): MockApi<IdentityApi> {
  const { userEntityRef = 'user:default/test', token, email, displayName, picture } = identity;
  const { ownershipEntityRefs = [userEntityRef] } = identity;
  return createMockApi(identityApiRef, {
    getProfileInfo: async () => ({
      ...(email && { email }),
      ...(displayName && { displayName }),
      ...(picture && { picture }),
    }),
    getBackstageIdentity: async () => ({ type: 'user' as const, userEntityRef, ownershipEntityRefs }),
    getCredentials: async () => (token ? { token } : {}),
    signOut: async () => undefined,
  });
}

type Decision = Exclude<AuthorizeResult, 'CONDITIONAL'>;

/**
 * Permissions that are decided by the test.
 *
 * @param options.authorize - One answer for all, or a function. Default: allow.
 */
export function mockPermissionApi(
  options: { authorize?: Decision | ((request: AuthorizePermissionRequest) => Decision) } = {},
): MockApi<PermissionApi> {
  const { authorize = AuthorizeResult.ALLOW } = options;
  return createMockApi(permissionApiRef, {
    authorize: async (request: AuthorizePermissionRequest) => ({
      result: typeof authorize === 'function' ? authorize(request) : authorize,
    }),
  });
}

/** A storage in memory. `data` is by bucket path and key: `{ 'stars/mine': ['a'] }`. */
export function mockStorageApi(options: { data?: JsonObject } = {}): MockApi<StorageApi> {
  const values = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(options.data ?? {}))
    if (value !== undefined) values.set(key, value);
  const changes = createSubject<string>();
  const open = (bucket: string): StorageApi => {
    const snapshot = <Value extends JsonValue>(key: string): StorageValueSnapshot<Value> => {
      const value = values.get(bucket + key);
      // Tests store what they read.
      return value === undefined
        ? { key, presence: 'absent' }
        : { key, presence: 'present', value: value as Value };
    };
    return {
      forBucket: name => open(`${bucket}${name}/`),
      snapshot,
      set: async (key, value) => {
        // What is kept is what would come back from where it is kept.
        values.set(bucket + key, JSON.parse(JSON.stringify(value)) as JsonValue);
        changes.next(bucket + key);
      },
      remove: async key => {
        values.delete(bucket + key);
        changes.next(bucket + key);
      },
      observe$: <Value extends JsonValue>(key: string) => {
        const own = createSubject<StorageValueSnapshot<Value>>();
        changes.observable.subscribe(changed => {
          if (changed === bucket + key) own.next(snapshot(key));
        });
        return own.observable;
      },
    };
  };
  return createMockApi(storageApiRef, open(''));
}
