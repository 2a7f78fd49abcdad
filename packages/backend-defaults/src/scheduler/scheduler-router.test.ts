import { coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@portico/backend-test-utils';
import type { JsonObject } from '@portico/config';
import { describe, expect, it, vi } from 'vitest';
import { schedulerServiceFactory } from './scheduler-service-factory.ts';
import { createGate } from './testing/scheduler-contract.ts';

async function start({ policy, config = {} }: { policy?: 'unauthenticated'; config?: JsonObject } = {}) {
  const gate = createGate();
  const plugin = createBackendPlugin({
    pluginId: 'subject',
    register: env =>
      env.registerInit({
        deps: { http: coreServices.httpRouter, scheduler: coreServices.scheduler },
        async init({ http, scheduler }) {
          if (policy) http.addAuthPolicy({ path: '/', allow: policy });
          await scheduler.scheduleTask({
            id: 'a task',
            frequency: { cron: '0 0 1 1 *' },
            timeout: { minutes: 5 },
            fn: gate.fn,
          });
        },
      }),
  });
  const backend = await startTestBackend({
    features: [plugin, schedulerServiceFactory, mockServices.rootConfig.factory({ data: config })],
  });
  const call = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${backend.url}/api/subject/.backstage/scheduler/v1/tasks${path}`, { method, headers });
  return { gate, call, [Symbol.asyncDispose]: () => backend.stop() };
}

describe('the endpoints of the scheduler', () => {
  it('list, trigger and cancel the tasks of a plugin', async () => {
    await using world = await start();
    const list = async () => ((await (await world.call('GET', '')).json()) as { tasks: unknown[] }).tasks;
    expect(await list()).toEqual([
      {
        taskId: 'a task',
        pluginId: 'subject',
        scope: 'global',
        settings: { version: 2, cadence: '0 0 1 1 *', timeoutAfterDuration: 'PT5M' },
        taskState: { status: 'idle', startsAt: expect.stringMatching(/^\d{4}-01-01T00:00:00.000Z$/) },
        workerState: { status: 'idle' },
      },
    ]);
    expect((await world.call('POST', '/a%20task/cancel')).status).toBe(409);
    const triggered = await world.call('POST', '/a%20task/trigger');
    expect([triggered.status, await triggered.text()]).toEqual([200, '']);
    await vi.waitFor(async () =>
      expect(await list()).toMatchObject([
        { taskState: { status: 'running', startedAt: expect.any(String), timesOutAt: expect.any(String) } },
      ]),
    );
    expect((await world.call('POST', '/a%20task/trigger')).status).toBe(409);
    expect((await world.call('POST', '/a%20task/cancel')).status).toBe(200);
    expect(world.gate.signals[0]?.aborted).toBe(true);
    world.gate.end();
  });

  it('know no other tasks, and let nobody in without credentials', async () => {
    await using world = await start();
    expect((await world.call('POST', '/other/trigger')).status).toBe(404);
    expect((await world.call('POST', '/other/cancel')).status).toBe(404);
    const nobody = { authorization: mockCredentials.none.header() };
    expect((await world.call('GET', '', nobody)).status).toBe(401);
    expect((await world.call('POST', '/a%20task/trigger', nobody)).status).toBe(401);
  });

  it('stay closed when a plugin opens all of its own routes', async () => {
    await using world = await start({ policy: 'unauthenticated' });
    const nobody = { authorization: mockCredentials.none.header() };
    expect((await world.call('GET', '', nobody)).status).toBe(401);
    expect((await world.call('POST', '/a%20task/trigger', nobody)).status).toBe(401);
    expect((await world.call('POST', '/a%20task/cancel', nobody)).status).toBe(401);
    expect((await world.call('GET', '')).status).toBe(200);
  });

  it('are open to everybody when the default policy is switched off', async () => {
    const config = { backend: { auth: { dangerouslyDisableDefaultAuthPolicy: true } } };
    await using world = await start({ config });
    const nobody = { authorization: mockCredentials.none.header() };
    expect((await world.call('GET', '', nobody)).status).toBe(200);
  });
});
