import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBackendPlugin, type AuthService, type EventParams } from '@portico/backend-plugin-api';
import { mockCredentials, startTestBackend } from '@portico/backend-test-utils';
import { createConfigReader, type JsonObject } from '@portico/config';
import eventsPlugin from '@portico/plugin-events/backend';
import { describe, expect, it, vi } from 'vitest';
import { createQuietLogger } from '../scheduler/testing/scheduler-contract.ts';
import { createEventBusClient } from './event-bus-client.ts';
import { createEventsContext, createPluginEvents } from './events-service.ts';
import { describeEvents } from './testing/events-contract.ts';

const auth = {
  getOwnServiceCredentials: async () => mockCredentials.service(),
  getPluginRequestToken: async () => ({ token: mockCredentials.service.token() }),
} as unknown as AuthService;

/** What a process has: its own local subscribers, and a bus at an address. */
function createProcess(url: string, events: JsonObject = {}) {
  const logger = createQuietLogger();
  let start = () => {};
  const config = createConfigReader([{ context: 'test', data: { events } }]);
  const context = createEventsContext({ config, logger, onStarted: callback => (start = callback) });
  const getBaseUrl = async (pluginId: string) => `${url}/api/${pluginId}`;
  const client = createEventBusClient({ auth, discovery: { getBaseUrl, getExternalBaseUrl: getBaseUrl } });
  const plugin = (pluginId: string) => createPluginEvents({ pluginId, context, client, logger });
  return { plugin, context, logger, start };
}

async function startBus(events: JsonObject = {}) {
  return startTestBackend({
    features: [eventsPlugin],
    config: { events: { notifyTimeoutMs: 300, ...events } },
  });
}

describeEvents('within a process', async () => {
  const { plugin } = createProcess('http://localhost:9', { useEventBus: 'never' });
  return {
    publisher: plugin('one'),
    subscriber: plugin('two'),
    [Symbol.asyncDispose]: async () => undefined,
  };
});

describeEvents('over the bus', async () => {
  const backend = await startBus();
  const [first, second] = [createProcess(backend.url), createProcess(backend.url)];
  first.start();
  second.start();
  const publisher = first.plugin('one');
  const subscriber = second.plugin('two');
  return {
    publisher,
    subscriber,
    async [Symbol.asyncDispose]() {
      await Promise.all([publisher.stop(), subscriber.stop()]);
      await backend.stop();
    },
  };
});

describe('the events service', () => {
  it('shares events among instances of a plugin, and waits for local subscribers', async () => {
    await using backend = await startBus();
    const processes = [1, 2, 3].map(() => createProcess(backend.url));
    const heard: string[] = [];
    const plugins = processes.map(({ plugin, start }, index) => {
      start();
      const events = plugin('catalog');
      void events.subscribe({
        id: 'same',
        topics: ['a'],
        onEvent: async ({ eventPayload }) => void heard.push(`${String(eventPayload)}: process ${index}`),
      });
      return events;
    });
    const other = createProcess(backend.url);
    other.start();
    const publisher = other.plugin('scaffolder');
    await vi.waitFor(async () => {
      await publisher.publish({ topic: 'a', eventPayload: 'from elsewhere' });
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), 200);
    });
    // Of what was published until somebody listened, some may come only now.
    const later = () => heard.filter(line => !line.startsWith('from elsewhere'));
    await publisher.publish({ topic: 'a', eventPayload: 1 });
    await vi.waitFor(() => expect(later()).toHaveLength(1));
    // The publisher's own process has told a subscriber of this id: nobody else needs to be.
    await plugins[1]?.publish({ topic: 'a', eventPayload: 2 });
    expect(later()).toEqual([expect.stringMatching(/^1: /), '2: process 1']);
    await Promise.all([...plugins, publisher].map(events => events.stop()));
  });

  it('carries metadata within the process only', async () => {
    await using backend = await startBus();
    const [here, there] = [createProcess(backend.url), createProcess(backend.url)];
    here.start();
    there.start();
    const received: Record<string, EventParams[]> = { here: [], there: [] };
    const listen = (name: 'here' | 'there', process: typeof here) => {
      const events = process.plugin(name);
      void events.subscribe({
        id: 'x',
        topics: ['a'],
        onEvent: async params => void received[name]?.push(params),
      });
      return events;
    };
    const plugins = [listen('here', here), listen('there', there)];
    const publisher = here.plugin('publisher');
    await vi.waitFor(async () => {
      await publisher.publish({ topic: 'a', eventPayload: 1, metadata: { k: 'v' } });
      await vi.waitFor(() => expect(received.there).not.toEqual([]), 200);
    });
    expect(received.here?.[0]).toEqual({ topic: 'a', eventPayload: 1, metadata: { k: 'v' } });
    expect(received.there?.[0]).toEqual({ topic: 'a', eventPayload: 1 });
    await Promise.all([...plugins, publisher].map(events => events.stop()));
  });

  it('does without a bus where there is none, unless there has to be one', async () => {
    const plain = createBackendPlugin({
      pluginId: 'plain',
      register: env => env.registerInit({ deps: {}, init: () => undefined }),
    });
    await using backend = await startTestBackend({ features: [plain] });
    const auto = createProcess(backend.url);
    auto.start();
    await auto.plugin('one').publish({ topic: 'a', eventPayload: 1 });
    expect(auto.context.isBusAbsent).toBe(true);
    expect(auto.logger.lines).toContain('There is no event bus: events stay in this process');

    const always = createProcess(backend.url, { useEventBus: 'always' });
    always.start();
    const publishing = always.plugin('one').publish({ topic: 'a', eventPayload: 1 });
    await expect(publishing).rejects.toThrow("Install the plugin 'events'");
    expect(() => createProcess(backend.url, { useEventBus: 'sometimes' })).toThrow(
      "events.useEventBus 'sometimes'",
    );
  });

  it('asks the bus nothing before the process has started', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.writeHead(request.method === 'GET' ? 404 : 204).end();
    });
    await new Promise<void>(resolve => server.listen(0, resolve));
    const { plugin, start } = createProcess(`http://localhost:${(server.address() as AddressInfo).port}`);
    const events = plugin('one');
    await events.subscribe({ id: 'x', topics: ['a'], onEvent: async () => undefined });
    await events.publish({ topic: 'a', eventPayload: 1 });
    expect(requests).toEqual([]);
    start();
    await vi.waitFor(() =>
      expect(requests).toEqual(
        expect.arrayContaining([
          'POST /api/events/bus/v1/events',
          'PUT /api/events/bus/v1/subscriptions/one.x',
        ]),
      ),
    );
    await events.stop();
    await expect(events.publish({ topic: 'a', eventPayload: 1 })).rejects.toThrow('shutting down');
    server.closeAllConnections();
    server.close();
  });

  it('goes on polling after the bus was away, and warns once', async () => {
    let isAway = true;
    const server = createServer((request, response) => {
      if (isAway) response.writeHead(503).end();
      else if (request.method === 'PUT') response.writeHead(201).end();
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"events":[{"topic":"a","payload":7}]}');
    });
    await new Promise<void>(resolve => server.listen(0, resolve));
    const { plugin, start, logger } = createProcess(
      `http://localhost:${(server.address() as AddressInfo).port}`,
    );
    start();
    const events = plugin('one');
    const onEvent = vi.fn(async () => undefined);
    await events.subscribe({ id: 'x', topics: ['a'], onEvent });
    await vi.waitFor(() =>
      expect(logger.lines).toContainEqual(expect.stringContaining("No events from the bus for 'one.x'")),
    );
    isAway = false;
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalledWith({ topic: 'a', eventPayload: 7 }));
    await events.stop();
    expect(logger.lines.filter(line => line.includes('No events from the bus'))).toHaveLength(1);
    server.closeAllConnections();
    server.close();
  });
});
