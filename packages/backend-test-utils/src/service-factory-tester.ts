import { createServiceLocator } from '@portico/backend-app-api';
import { defaultServiceFactories } from '@portico/backend-defaults';
import type { ServiceFactory, ServiceRef, ServiceScope } from '@portico/backend-plugin-api';
import { mockServices } from './services/mock-services.ts';

/** Makes the services of a factory under test. */
export interface ServiceFactoryTester<TService> {
  /** The service under test; of plugin scope, for the given plugin, `test` by default. */
  getSubject(pluginId?: string): Promise<TService>;
  /** Any other service that is there. */
  getService<T>(service: ServiceRef<T>, pluginId?: string): Promise<T>;
}

/**
 * Tests a service factory on its own. Its dependencies are what is given, or
 * what `startTestBackend` would provide, without a server.
 */
export function createServiceFactoryTester<TService>(
  subject: ServiceFactory<TService, ServiceScope>,
  options: { dependencies?: ServiceFactory[] } = {},
): ServiceFactoryTester<TService> {
  const locator = createServiceLocator([
    ...defaultServiceFactories,
    mockServices.rootConfig.factory(),
    mockServices.rootLogger.factory(),
    mockServices.auth.factory(),
    mockServices.discovery.factory(),
    mockServices.httpAuth.factory(),
    mockServices.userInfo.factory(),
    mockServices.database.factory(),
    mockServices.scheduler.factory(),
    mockServices.events.factory(),
    mockServices.rootInstanceMetadata.factory(),
    ...(options.dependencies ?? []),
    subject,
  ]);
  return {
    getSubject: async (pluginId = 'test') => (await locator.get(subject.service, pluginId)) as TService,
    getService: async <T>(service: ServiceRef<T>, pluginId = 'test') =>
      (await locator.get(service, pluginId)) as T,
  };
}
