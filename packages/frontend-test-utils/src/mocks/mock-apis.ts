import { mockConfigApi, mockDiscoveryApi, mockFetchApi } from './mock-backend.ts';
import { mockAlertApi, mockAnalyticsApi, mockErrorApi, mockToastApi } from './mock-notices.ts';
import { mockLanguageApi, mockTranslationApi } from './mock-translation.ts';
import { mockFeatureFlagsApi, mockIdentityApi, mockPermissionApi, mockStorageApi } from './mock-user.ts';

/** Stand-ins for the APIs of the app. Pass what they make as `apis` to whatever runs the test. */
export const mockApis = {
  alert: mockAlertApi,
  analytics: mockAnalyticsApi,
  config: mockConfigApi,
  discovery: mockDiscoveryApi,
  error: mockErrorApi,
  featureFlags: mockFeatureFlagsApi,
  fetch: mockFetchApi,
  identity: mockIdentityApi,
  language: mockLanguageApi,
  permission: mockPermissionApi,
  storage: mockStorageApi,
  toast: mockToastApi,
  translation: mockTranslationApi,
};
