import { Router, type Handler, type RequestHandler } from 'express';
import type { PluginScheduler } from './scheduler-service.ts';

const prefix = '/.backstage/scheduler';

/**
 * The endpoints of a plugin's scheduler: its tasks, and to trigger and cancel
 * one. Each is behind `protect`, whatever the plugin's auth policies open.
 */
export function createSchedulerRouter(scheduler: PluginScheduler, protect: RequestHandler): Handler {
  const router = Router();
  router.use(prefix, protect);
  router.get(`${prefix}/v1/tasks`, async (_request, response) => {
    response.json({ tasks: await scheduler.report() });
  });
  router.post(`${prefix}/v1/tasks/:id/trigger`, async (request, response) => {
    await scheduler.triggerTask(request.params.id);
    response.status(200).end();
  });
  router.post(`${prefix}/v1/tasks/:id/cancel`, async (request, response) => {
    await scheduler.cancelTask(request.params.id);
    response.status(200).end();
  });
  // Nearly no request is for these, and the router would match each with all of them.
  return (req, res, next) => (req.url.startsWith(prefix) ? router(req, res, next) : next());
}
