import { gzipSync } from 'node:zlib';
import {
  createBackendModule,
  createBackendPlugin,
  eventsServiceRef,
  type EventParams,
} from '@portico/backend-plugin-api';
import { eventsServiceFactory } from '@portico/backend-defaults';
import { mockCredentials, startTestBackend } from '@portico/backend-test-utils';
import { describe, expect, it, vi } from 'vitest';
import { eventsExtensionPoint, routeSubTopics, type EventsExtensionPoint } from '../node.ts';
import eventsPlugin from './index.ts';

const asService = { authorization: mockCredentials.service.header(), 'content-type': 'application/json' };
const asJson = { 'content-type': 'application/json', authorization: mockCredentials.none.header() };

/** A backend with the plugin, a module that adds to it, and a plugin that hears of some topics. */
async function start(
  options: {
    config?: object;
    add?: (events: EventsExtensionPoint) => void;
    topics?: string[];
    subTopics?: boolean;
  } = {},
) {
  const received: EventParams[] = [];
  const listener = createBackendPlugin({
    pluginId: 'listener',
    register: env =>
      env.registerInit({
        deps: { events: eventsServiceRef },
        async init({ events }) {
          await events.subscribe({
            id: 'all',
            topics: options.topics ?? ['github', 'added'],
            onEvent: async params => void received.push(params),
          });
          if (!options.subTopics) return;
          await routeSubTopics(events, {
            id: 'router',
            topic: 'github',
            subTopicOf: params => params.metadata?.['x-github-event'] as string | undefined,
          });
        },
      }),
  });
  const additions = createBackendModule({
    pluginId: 'events',
    moduleId: 'test',
    register: env =>
      env.registerInit({
        deps: { events: eventsExtensionPoint },
        init: ({ events }) => options.add?.(events),
      }),
  });
  const config = {
    events: { http: { topics: ['github', '__proto__'] }, notifyTimeoutMs: 200, ...options.config },
  };
  const backend = await startTestBackend({
    features: [eventsPlugin, listener, additions, eventsServiceFactory],
    config,
  });
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = asService) =>
    fetch(`${backend.url}/api/events${path}`, {
      method,
      headers,
      ...(body === undefined
        ? {}
        : {
            body: (typeof body === 'string' || body instanceof Uint8Array
              ? body
              : JSON.stringify(body)) as string,
          }),
    });
  return { call, received, [Symbol.asyncDispose]: () => backend.stop() };
}

describe('events over HTTP', () => {
  it('are published with the headers of the request', async () => {
    await using world = await start();
    const response = await world.call(
      'POST',
      '/http/github',
      { action: 'opened' },
      { ...asJson, 'x-github-event': 'pr' },
    );
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'accepted' });
    expect(world.received).toEqual([
      {
        topic: 'github',
        eventPayload: { action: 'opened' },
        metadata: expect.objectContaining({ 'x-github-event': 'pr' }),
      },
    ]);
  });

  it('are told apart by sub-topic', async () => {
    await using world = await start({ topics: ['github.push'], subTopics: true });
    await world.call('POST', '/http/github', { n: 1 }, { ...asJson, 'x-github-event': 'push' });
    await world.call('POST', '/http/github', { n: 2 }, asJson);
    expect(world.received).toMatchObject([{ topic: 'github.push', eventPayload: { n: 1 } }]);
  });

  it.each([
    ['text/plain', '{}', 415],
    ['application/json; charset=klingon', '{}', 415],
    ['not a media type', '{}', 415],
    ['application/json', '{"open":', 400],
    ['application/json', '', 400],
    ['application/json', JSON.stringify('x'.repeat(6 * 1024 * 1024)), 413],
  ])('of type %s are refused when they cannot be read', async (type, body, status) => {
    await using world = await start();
    const response = await world.call('POST', '/http/github', body, { ...asJson, 'content-type': type });
    expect(response.status).toBe(status);
    expect(world.received).toEqual([]);
  });

  it('may be compressed, and of another charset', async () => {
    await using world = await start();
    const headers = {
      ...asJson,
      'content-type': 'application/json; charset=utf16le',
      'content-encoding': 'gzip',
    };
    await world.call('POST', '/http/github', gzipSync(Buffer.from('{"ü":1}', 'utf16le')), headers);
    expect(world.received).toMatchObject([{ eventPayload: { ü: 1 } }]);
  });

  it.each([
    ['POST', '/http/unknown'],
    ['GET', '/http/github'],
    ['POST', '/http/constructor'],
    ['POST', '/http/%E0%A4%A'],
    ['POST', '/http/'],
  ])('have no route at %s %s', async (method, path) => {
    await using world = await start();
    const response = await world.call(method, path, method === 'POST' ? {} : undefined, asJson);
    expect(response.status).toBe(404);
  });

  it('go past the validator of their topic, which sees the bytes', async () => {
    const seen = vi.fn();
    await using world = await start({
      add: events =>
        events.addHttpPostIngress({
          topic: 'added',
          async validator(request, context) {
            seen(request.raw.body.toString(), request.raw.encoding, request.headers['x-secret']);
            if (request.headers['x-secret'] === 'told') return;
            if (request.headers['x-secret']) context.reject({ status: 422, payload: { message: 'wrong' } });
            else context.reject();
          },
        }),
    });
    const post = (headers: Record<string, string>) =>
      world.call('POST', '/http/added', { a: 1 }, { ...asJson, ...headers });
    const refused = await post({});
    expect([refused.status, await refused.json()]).toEqual([403, {}]);
    const wrong = await post({ 'x-secret': 'guessed' });
    expect([wrong.status, await wrong.json()]).toEqual([422, { message: 'wrong' }]);
    expect(world.received).toEqual([]);
    expect((await post({ 'x-secret': 'told' })).status).toBe(202);
    expect(seen).toHaveBeenCalledWith('{"a":1}', 'utf-8', 'told');
    expect(world.received).toHaveLength(1);
  });

  it('may have bodies that a module can read', async () => {
    await using world = await start({
      add: events =>
        events.addHttpPostBodyParser({
          contentType: 'Text/CSV',
          parser: async (request, mediaType, topic) => ({
            bodyParsed: { cells: String(request.body).split(','), ...mediaType.parameters, topic },
            bodyBuffer: request.body as Buffer,
            encoding: 'utf-8',
          }),
        }),
    });
    await world.call('POST', '/http/github', 'a,b', { ...asJson, 'content-type': 'text/csv; header=absent' });
    expect(world.received).toMatchObject([
      { eventPayload: { cells: ['a', 'b'], header: 'absent', topic: 'github' } },
    ]);
  });

  it('reach publishers and subscribers of the older form', async () => {
    const onEvent = vi.fn(async () => undefined);
    await using world = await start({
      add(events) {
        expect(() => events.setEventBroker({} as never)).toThrow('Use the events service');
        events.addSubscribers([{ supportsEventTopics: () => ['added', 'github'], onEvent }]);
        events.addPublishers({
          setEventBroker: broker => broker.publish({ topic: 'added', eventPayload: 'from a publisher' }),
        });
      },
    });
    await world.call('POST', '/http/github', {}, asJson);
    expect(onEvent.mock.calls).toMatchObject([[{ eventPayload: 'from a publisher' }], [{ topic: 'github' }]]);
  });
});

describe('the event bus', () => {
  it('keeps events for those who subscribed', async () => {
    await using world = await start();
    const event = { topic: 'a', payload: { n: 1 } };
    expect((await world.call('POST', '/bus/v1/events', { event })).status).toBe(204);
    expect((await world.call('PUT', '/bus/v1/subscriptions/one.sub', { topics: ['a'] })).status).toBe(201);
    const told = { event, notifiedSubscribers: ['one.sub'] };
    expect((await world.call('POST', '/bus/v1/events', told)).status).toBe(204);
    expect((await world.call('POST', '/bus/v1/events', { event })).status).toBe(201);
    const response = await world.call('GET', '/bus/v1/subscriptions/one.sub/events');
    expect([response.status, await response.json()]).toEqual([200, { events: [event] }]);
  });

  it('keeps a reader waiting until there is an event, or for long enough', async () => {
    await using world = await start();
    await world.call('PUT', '/bus/v1/subscriptions/one', { topics: ['a'] });
    const late = await world.call('GET', '/bus/v1/subscriptions/one/events');
    expect([late.status, late.headers.get('backstage-events-notify-timeout')]).toEqual([202, '200']);
    expect(await late.text()).toBe('');

    await using patient = await start({ config: { notifyTimeoutMs: 60_000 } });
    await patient.call('PUT', '/bus/v1/subscriptions/one', { topics: ['a'] });
    const waiting = await patient.call('GET', '/bus/v1/subscriptions/one/events');
    await patient.call('POST', '/bus/v1/events', { event: { topic: 'a', payload: 1 } });
    expect([waiting.status, await waiting.text()]).toEqual([202, '']);
  });

  it.each([
    ['POST', '/bus/v1/events', { event: { payload: 1 } }, 400],
    ['POST', '/bus/v1/events', { event: { topic: 'x'.repeat(2000), payload: 1 } }, 400],
    ['POST', '/bus/v1/events', '{', 400],
    ['PUT', '/bus/v1/subscriptions/one', { topics: 'a' }, 400],
    ['GET', '/bus/v1/subscriptions/none/events', undefined, 404],
  ])('answers %s %s %j with its fault', async (method, path, body, status) => {
    await using world = await start();
    expect((await world.call(method, path, body)).status).toBe(status);
  });

  it('is for services only', async () => {
    await using world = await start();
    const asUser = { ...asService, authorization: mockCredentials.user.header() };
    expect(
      (await world.call('POST', '/bus/v1/events', { event: { topic: 'a', payload: 1 } }, asUser)).status,
    ).toBe(403);
    expect((await world.call('PUT', '/bus/v1/subscriptions/one', { topics: ['a'] }, asUser)).status).toBe(
      403,
    );
    expect((await world.call('GET', '/bus/v1/subscriptions/one/events', undefined, asUser)).status).toBe(403);
    const asNobody = { ...asService, authorization: mockCredentials.none.header() };
    expect((await world.call('PUT', '/bus/v1/subscriptions/one', { topics: ['a'] }, asNobody)).status).toBe(
      401,
    );
  });
});
