import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackendProcess, type BackendProcess } from './backend-process.ts';

const serviceToken = 'conformance-service-token';
const webhookSecret = 'conformance-webhook-secret';
const asService = { authorization: `Bearer ${serviceToken}` };

let upstream: ReturnType<typeof createServer>;
let backend: BackendProcess;

beforeAll(async () => {
  upstream = createServer((req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ url: req.url, authorization: req.headers.authorization ?? null }));
  });
  await new Promise<void>(done => void upstream.listen(0, done));
  const { port } = upstream.address() as AddressInfo;
  backend = await startBackendProcess('official-plugins', {
    backend: {
      auth: {
        externalAccess: [{ type: 'static', options: { token: serviceToken, subject: 'conformance' } }],
      },
    },
    proxy: { endpoints: { '/upstream': { target: `http://localhost:${port}` } } },
    events: { http: { topics: ['deploys'] }, modules: { github: { webhookSecret } } },
  });
});
afterAll(async () => {
  await backend?.[Symbol.asyncDispose]();
  await new Promise(done => upstream.close(done));
});

describe('@backstage/plugin-proxy-backend', () => {
  it('forwards to its endpoint, without the credentials', async () => {
    const response = await fetch(`${backend.baseUrl}/api/proxy/upstream/a/b?c=d`, { headers: asService });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: '/a/b?c=d', authorization: null });
  });

  it('is behind the credentials barrier', async () => {
    const response = await fetch(`${backend.baseUrl}/api/proxy/upstream/a`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { name: 'AuthenticationError' },
      response: { statusCode: 401 },
    });
  });
});

describe('@backstage/plugin-devtools-backend', () => {
  it('answers its health and its scheduled tasks', async () => {
    const health = await fetch(`${backend.baseUrl}/api/devtools/health`, { headers: asService });
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: 'ok' });
  });

  it('shows the configuration to those who may see it', async () => {
    const response = await fetch(`${backend.baseUrl}/api/devtools/config`, { headers: asService });
    const text = await response.text();
    expect(response.status, `${text}\n${backend.output()}`).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ config: { app: { title: 'Conformance' } } });
  });
});

describe('@backstage/plugin-events-backend', () => {
  it('accepts an event of a configured topic and no other', async () => {
    const post = (topic: string) =>
      fetch(`${backend.baseUrl}/api/events/http/${topic}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"version":1}',
      });
    const accepted = await post('deploys');
    expect(accepted.status).toBe(202);
    expect(await accepted.json()).toEqual({ status: 'accepted' });
    expect((await post('others')).status).toBe(404);
  });

  it('delivers over its bus what was published to a subscription', async () => {
    const bus = `${backend.baseUrl}/api/events/bus/v1`;
    const json = { ...asService, 'content-type': 'application/json' };
    const subscribed = await fetch(`${bus}/subscriptions/conformance`, {
      method: 'PUT',
      headers: json,
      body: '{"topics":["deploys"]}',
    });
    expect(subscribed.status).toBe(201);
    const published = await fetch(`${bus}/events`, {
      method: 'POST',
      headers: json,
      body: '{"event":{"topic":"deploys","payload":{"version":2}}}',
    });
    expect(published.status).toBe(201);
    const events = await fetch(`${bus}/subscriptions/conformance/events`, { headers: asService });
    expect(events.status).toBe(200);
    expect(await events.json()).toEqual({ events: [{ topic: 'deploys', payload: { version: 2 } }] });
  });
});

describe('@backstage/plugin-events-backend-module-github', () => {
  it('verifies signatures through the extension point of the events plugin', async () => {
    const body = JSON.stringify({ action: 'opened' });
    const post = (signature: string) =>
      fetch(`${backend.baseUrl}/api/events/http/github`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'issues',
          'x-hub-signature-256': signature,
        },
        body,
      });
    const digest = createHmac('sha256', webhookSecret).update(body).digest('hex');
    expect((await post(`sha256=${digest}`)).status).toBe(202);
    expect((await post(`sha256=${'0'.repeat(64)}`)).status).toBe(403);
  });
});

it('never prints a secret', () => {
  expect(backend.output()).not.toContain(webhookSecret);
  expect(backend.output()).not.toContain(serviceToken);
});
