import { Router, type RequestHandler } from 'express';
import type { PluginScheduler } from './scheduler-service.ts';

/**
 * The endpoints of a plugin's scheduler: its tasks, and to trigger and cancel
 * one. Each is behind `protect`, whatever the plugin's auth policies open.
 */
export function createSchedulerRouter(scheduler: PluginScheduler, protect: RequestHandler): Router {
  const router = Router();
  router.use('/.backstage/scheduler', protect);
  router.get('/.backstage/scheduler/v1/tasks', async (_request, response) => {
    response.json({ tasks: await scheduler.report() });
  });
  router.post('/.backstage/scheduler/v1/tasks/:id/trigger', async (request, response) => {
    await scheduler.triggerTask(request.params.id);
    response.status(200).end();
  });
  router.post('/.backstage/scheduler/v1/tasks/:id/cancel', async (request, response) => {
    await scheduler.cancelTask(request.params.id);
    response.status(200).end();
  });
  return router;
}
