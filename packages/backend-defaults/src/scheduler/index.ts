import { schedulerServiceFactory } from './scheduler-service-factory.ts';

export {
  createScheduler,
  type PluginScheduler,
  type SchedulerOptions,
  type TaskReport,
} from './scheduler-service.ts';
export { schedulerServiceFactory };

/** The factories of this area. */
export const schedulerServiceFactories = [schedulerServiceFactory];
