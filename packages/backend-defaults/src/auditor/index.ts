import { auditorServiceFactory } from './auditor-service.ts';

export { auditorServiceFactory } from './auditor-service.ts';

/** The service that records who did what: `core.auditor`. */
export const auditorServiceFactories = [auditorServiceFactory];
