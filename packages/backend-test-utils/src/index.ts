export {
  createMockDirectory,
  type MockDirectory,
  type MockDirectoryCallback,
  type MockDirectoryContent,
  type MockDirectoryContentOptions,
} from './mock-directory.ts';
export { mockCredentials, type MockServiceTokenOptions } from './mock-credentials.ts';
export { mockErrorHandler } from './mock-error-handler.ts';
export { createMockFunction, type MockFunction, type MockRecord } from './mock-function.ts';
export { createServiceFactoryTester, type ServiceFactoryTester } from './service-factory-tester.ts';
export { createServiceMock, type ServiceMock } from './service-mock.ts';
export type { MockConfig } from './services/mock-config.ts';
export type { MockScheduler, MockSchedulerOptions } from './services/mock-scheduler.ts';
export { mockServices, type MockDatabaseOptions } from './services/mock-services.ts';
export { startTestBackend, type TestBackend, type TestBackendOptions } from './start-test-backend.ts';
