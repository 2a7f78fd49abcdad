import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express, { type ErrorRequestHandler } from 'express';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineApi, type Api } from './index.ts';
import { createApiRouter, rawJson } from './node.ts';
import {
  notesApi,
  createPermissionOfNotes,
  createNotesWorld,
  httpAuth,
  post,
  readPermission,
} from './testing/notes-api.ts';

describe('an API router', () => {
  it('makes of the texts of a query what its schema wants', async () => {
    await using world = await createNotesWorld();
    const ask = async (query: string) =>
      ((await (await world.fetch(`/notes?${query}`)).json()) as { query: object }).query;
    expect(await ask('')).toEqual({ limit: 20, decision: 'ALLOW' });
    expect(
      await ask('filter=a&filter=b,c&fields=x,%20y&fields=z&limit=5&full=yes&order=asc&other=1&__proto__=x'),
    ).toEqual({
      filter: ['a', 'b,c'],
      fields: ['x', 'y', 'z'],
      limit: 5,
      full: true,
      order: 'asc',
      decision: 'ALLOW',
    });
    expect(await ask('filter=one&full=0')).toMatchObject({ filter: ['one'], full: false });
  });

  it('answers 400 with the path of every fault', async () => {
    await using world = await createNotesWorld();
    const response = await world.fetch('/notes?limit=many&full=perhaps&order=asc&order=desc&fields=1,2,3,4');
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as {
      error: { name: string; message: string; faults: { path: string }[] };
    };
    expect(error.name).toBe('InputError');
    expect(error.faults.map(fault => fault.path)).toEqual([
      'query.fields',
      'query.limit',
      'query.full',
      'query.order',
    ]);
    expect(error.message).toContain('query.limit: Invalid input: expected number, received string');
    const body = await world.fetch('/notes', post('{"tags":["a",1]}'));
    expect(await body.json()).toMatchObject({
      error: { faults: [{ path: 'body.text' }, { path: 'body.tags[1]' }] },
    });
    const params = await world.fetch('/notes/%zz');
    expect(await params.json()).toMatchObject({
      error: { name: 'InputError', faults: [{ path: 'params.id' }] },
    });
  });

  it.each([
    ['malformed JSON', post('{"text":'), 400, 'InputError'],
    ['an empty body', post(''), 400, 'InputError'],
    [
      'a body of another type',
      post('text=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'UnsupportedMediaTypeError',
    ],
    ['a long body', post(JSON.stringify({ text: 'x'.repeat(1000) })), 413, 'PayloadTooLargeError'],
    [
      'a bomb',
      post(gzipSync('x'.repeat(10_000_000)), { 'content-encoding': 'gzip' }),
      413,
      'PayloadTooLargeError',
    ],
    ['broken compression', post('{}', { 'content-encoding': 'gzip' }), 400, 'InputError'],
    ['unknown compression', post('{}', { 'content-encoding': 'magic' }), 415, 'UnsupportedMediaTypeError'],
  ])('refuses %s', async (_, init, status, name) => {
    await using world = await createNotesWorld();
    const response = await world.fetch('/notes', init);
    expect([response.status, await response.json()]).toEqual([
      status,
      { error: expect.objectContaining({ name }), response: { statusCode: status } },
    ]);
  });

  it('takes compressed bodies, and defaults', async () => {
    await using world = await createNotesWorld();
    const response = await world.fetch(
      '/notes',
      post(gzipSync('{"text":"é"}'), { 'content-encoding': 'gzip' }),
    );
    expect([response.status, await response.json()]).toEqual([201, { id: '1', text: 'é', tags: [] }]);
  });

  it('lets in whom the endpoint allows', async () => {
    await using world = await createNotesWorld();
    const status = async (path: string, authorization: string, method = 'GET') =>
      (await world.fetch(path, { method, headers: { authorization } })).status;
    expect(await status('/notes', '')).toBe(401);
    expect(await status('/notes', 'Bearer service')).toBe(200);
    expect(await status('/notes/1', 'Bearer service', 'DELETE')).toBe(403);
    expect(await status('/notes/1', 'Bearer user', 'DELETE')).toBe(204);
    expect((await fetch(`${world.url}/files/a`)).status).toBe(200);
  });

  it('asks the policy: for one resource, for none, and for conditions on many', async () => {
    const asked: unknown[] = [];
    await using world = await createNotesWorld({
      authorize: async requests => {
        asked.push(...requests);
        return requests.map(() => ({ result: 'DENY' }));
      },
      authorizeConditional: async requests => requests.map(() => ({ result: 'DENY' })),
    });
    const one = await world.fetch('/notes/7');
    expect([one.status, await one.json()]).toMatchObject([
      403,
      { error: { name: 'NotAllowedError', message: expect.stringContaining('note.read') } },
    ]);
    expect((await world.fetch('/notes', post('{"text":"x"}'))).status).toBe(403);
    expect(asked).toEqual([
      { permission: readPermission, resourceRef: 'note:7' },
      { permission: createPermissionOfNotes },
    ]);
    expect(await (await world.fetch('/notes')).json()).toMatchObject({ query: { decision: 'DENY' } });
    expect(world.audited).toEqual([
      ['created', 'note-create', 'medium', { tags: [] }, 'POST'],
      ['fail', expect.stringContaining('note.create'), {}],
    ]);
  });

  it('tells the auditor how a call ended', async () => {
    await using world = await createNotesWorld();
    await world.fetch('/notes', post('{"text":"x","tags":["a"]}'));
    await world.fetch('/notes', post('{"text":"fail"}'));
    expect(world.audited).toEqual([
      ['created', 'note-create', 'medium', { tags: ['a'] }, 'POST'],
      ['success', { meta: { id: '1' } }],
      ['created', 'note-create', 'medium', { tags: [] }, 'POST'],
      ['fail', 'broken', {}],
    ]);
  });

  it('sends text as it is, streams, tags and what has not changed', async () => {
    await using world = await createNotesWorld();
    const raw = await world.fetch('/raw');
    expect(raw.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await raw.text()).toBe('{ "a" :  1 }');
    const tag = raw.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"/);
    const again = await world.fetch('/raw', {
      headers: { 'if-none-match': tag, 'cache-control': 'max-age=0' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await world.fetch('/raw', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '12']);
    const file = await world.fetch('/files/a%2Fb/c%20d');
    expect([await file.text(), file.headers.get('etag')]).toEqual(['a/b/c d', '"1"']);
    expect(
      (await world.fetch('/files/x', { headers: { 'if-none-match': '"1"', 'cache-control': 'max-age=0' } }))
        .status,
    ).toBe(304);
    expect(await (await world.fetch('/files/stream')).text()).toBe('ab');
  });

  it('finds fixed paths before parameters, and passes on what it does not know', async () => {
    await using world = await createNotesWorld();
    expect(await (await world.fetch('/notes/special')).json()).toBe('special');
    expect(await (await world.fetch('/notes/special/')).json()).toBe('special');
    for (const path of ['/', '/nothing', '/notes/1/2', '/notes//'])
      expect((await world.fetch(path)).status).toBe(404);
    expect((await world.fetch('/notes', { method: 'PUT' })).status).toBe(404);
  });

  it('says at once what is missing', () => {
    const services = { httpAuth };
    const without = (change: object): Api => ({
      ...notesApi,
      endpoints: { x: { method: 'GET', path: '/x', ...change } },
    });
    expect(() => createApiRouter(without({}), {}, services)).toThrow(
      "The endpoint 'x' of 'notes' has no handler",
    );
    const handler = { x: () => {} };
    expect(() => createApiRouter(without({ permission: readPermission }), handler, services)).toThrow(
      "service 'permissions'",
    );
    expect(() => createApiRouter(without({ audit: { eventId: 'a' } }), handler, services)).toThrow(
      "service 'auditor'",
    );
    const twice = {
      ...notesApi,
      endpoints: { a: { method: 'GET', path: '/x' }, b: { method: 'GET', path: '/x' } },
    } as Api;
    expect(() => createApiRouter(twice, { a: () => {}, b: () => {} }, services)).toThrow(
      "'GET /x' is defined twice",
    );
  });

  it('checks its own answers where that is wanted', async () => {
    const api = defineApi({
      pluginId: 'x',
      title: 'X',
      version: '1',
      endpoints: { bad: { method: 'GET', path: '/bad', output: z.object({ a: z.number() }) } },
    });
    const app = express();
    app.use(createApiRouter(api, { bad: () => rawJson('{"a":"1"}') }, { httpAuth, checkOutput: true }));
    app.use(
      ((error: Error, _req, res, _next) =>
        void res.status(500).json(error.message)) satisfies ErrorRequestHandler,
    );
    const server = app.listen(0);
    const url = `http://localhost:${(server.address() as AddressInfo).port}/bad`;
    const response = await fetch(url, { headers: { authorization: 'Bearer user' } });
    expect(await response.json()).toContain("The answer of 'GET /bad' is not what its definition says: a: ");
    server.closeAllConnections();
    server.close();
  });

  it('indents JSON text and its bytes where the application indents JSON', async () => {
    const raw = { method: 'GET', path: '/:form' } as const;
    const api = defineApi({ pluginId: 'x', title: 'X', version: '1', endpoints: { raw } });
    const app = express().set('json spaces', 2);
    const text = '{"a":"ä"}';
    const handler = ({ params }: { params: { form: string } }) =>
      rawJson(params.form === 'text' ? text : Buffer.from(text));
    await using server = app.use(createApiRouter(api, { raw: handler }, { httpAuth })).listen(0);
    const { port } = server.address() as AddressInfo;
    const ask = async (form: string) =>
      (await fetch(`http://localhost:${port}/${form}`, { headers: { authorization: 'Bearer user' } })).text();
    for (const form of ['text', 'bytes']) expect(await ask(form)).toBe('{\n  "a": "ä"\n}');
    app.set('json spaces', undefined);
    for (const form of ['text', 'bytes']) expect(await ask(form)).toBe(text);
  });
});
