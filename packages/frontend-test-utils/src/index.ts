export {
  createExtensionTester,
  type ExtensionQuery,
  type ExtensionSnapshot,
  type ExtensionTester,
} from './create-extension-tester.ts';
export { createMockApi, testApi, type MockApi, type TestApi } from './mocks/mock-api.ts';
export { mockApis } from './mocks/mock-apis.ts';
export type { MockFetchOptions } from './mocks/mock-backend.ts';
export type { PostedError } from './mocks/mock-notices.ts';
export type { MockIdentity } from './mocks/mock-user.ts';
export {
  renderInTestApp,
  renderTestApp,
  type TestAppOptions,
  type TestAppResult,
} from './render-test-app.tsx';
export { TestApiProvider } from './test-api-provider.tsx';
export type { MountedRoutes } from './test-routes.tsx';
