import { createSpecializedBackend, type Backend } from '@portico/backend-app-api';
import type { ServiceFactory } from '@portico/backend-plugin-api';
import { actionsServiceFactories } from './actions/index.ts';
import { auditorServiceFactories } from './auditor/index.ts';
import { authServiceFactories } from './auth/index.ts';
import { bootTableServiceFactory } from './boot-table.ts';
import { cacheServiceFactories } from './cache/index.ts';
import { configServiceFactories } from './config/index.ts';
import { databaseServiceFactories } from './database/database-service.ts';
import { eventsServiceFactories } from './events/index.ts';
import { httpServiceFactories } from './http/index.ts';
import { lifecycleServiceFactories } from './lifecycle/index.ts';
import { loggerServiceFactories } from './logger/index.ts';
import { metadataServiceFactories } from './metadata/index.ts';
import { permissionsServiceFactories } from './permissions/index.ts';
import { readyLineServiceFactory } from './ready-line.ts';
import { startMemoryServiceFactory } from './release-start-memory.ts';
import { schedulerServiceFactories } from './scheduler/index.ts';
import { telemetryServiceFactories } from './telemetry/index.ts';
import { urlReaderServiceFactories } from './url-reader/url-reader-service.ts';

/** The services that every backend has, unless others are added in their place. */
export const defaultServiceFactories: ServiceFactory[] = [
  ...configServiceFactories,
  ...loggerServiceFactories,
  ...lifecycleServiceFactories,
  ...metadataServiceFactories,
  ...databaseServiceFactories,
  ...cacheServiceFactories,
  ...httpServiceFactories,
  ...authServiceFactories,
  ...permissionsServiceFactories,
  ...auditorServiceFactories,
  ...actionsServiceFactories,
  ...schedulerServiceFactories,
  ...urlReaderServiceFactories,
  ...telemetryServiceFactories,
  ...eventsServiceFactories,
];

/**
 * Creates a backend with all core services. With the environment variable
 * `PORTICO_TIMING` it prints how long each part took to start.
 */
export function createBackend(): Backend {
  const timing = process.env.PORTICO_TIMING ? [bootTableServiceFactory] : [];
  return createSpecializedBackend({
    defaultServiceFactories: [
      ...defaultServiceFactories,
      readyLineServiceFactory,
      startMemoryServiceFactory,
      ...timing,
    ],
  });
}
