import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import express, { type ErrorRequestHandler } from 'express';
import type { AuditorService, HttpAuthService, PermissionsService } from '@portico/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  serializeError,
  statusOfError,
} from '@portico/errors';
import { createPermission } from '@portico/permissions';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { commaList, createApiClient, defineApi, repeated, type Api } from './index.ts';
import { createApiRouter, rawJson, reply, type ApiHandlers } from './node.ts';

const readPermission = createPermission({
  name: 'note.read',
  attributes: { action: 'read' },
  resourceType: 'note',
});
const createPermissionOfNotes = createPermission({ name: 'note.create', attributes: { action: 'create' } });

const note = z.object({ id: z.string(), text: z.string(), tags: z.array(z.string()) }).meta({ id: 'Note' });

const notesApi = defineApi({
  pluginId: 'notes',
  title: 'Notes',
  version: '1',
  endpoints: {
    list: {
      method: 'GET',
      path: '/notes',
      summary: 'Lists notes',
      permission: readPermission,
      query: z.object({
        filter: repeated(z.string()).min(1).optional(),
        fields: commaList(z.string()).max(3).optional(),
        limit: z.number().int().max(100).default(20),
        full: z.boolean().optional(),
        order: z.enum(['asc', 'desc']).optional().describe('By id'),
      }),
      output: z.object({ items: z.array(note), query: z.unknown() }),
    },
    get: {
      method: 'GET',
      path: '/notes/:id',
      permission: readPermission,
      resource: ({ params }) => `note:${params['id']}`,
      output: note,
      errors: { 404: 'There is no such note' },
    },
    create: {
      method: 'POST',
      path: '/notes',
      status: 201,
      bodyLimit: 1000,
      permission: createPermissionOfNotes,
      audit: {
        eventId: 'note-create',
        severityLevel: 'medium',
        meta: ({ body }) => ({ tags: (body as { tags: string[] }).tags }),
      },
      body: z.object({ text: z.string().min(1), tags: z.array(z.string()).default([]) }),
      output: note,
    },
    remove: { method: 'DELETE', path: '/notes/:id', allow: ['user'] },
    file: { method: 'GET', path: '/files/*path', allow: ['user', 'none'] },
    raw: { method: 'GET', path: '/raw', output: z.object({ a: z.number() }) },
    special: { method: 'GET', path: '/notes/special', output: z.literal('special') },
  },
});

const handlers: ApiHandlers<typeof notesApi> = {
  list: ({ query, decision }) => {
    expectTypeOf(query.limit).toEqualTypeOf<number>();
    expectTypeOf(query.filter).toEqualTypeOf<string[] | undefined>();
    return { items: [], query: { ...query, decision: decision?.result } };
  },
  get: ({ params }) => {
    if (params.id === 'gone') throw new NotFoundError(`No note '${params.id}'`);
    return { id: params.id, text: 'x', tags: [] };
  },
  create: ({ body, addAuditMeta }) => {
    if (body.text === 'fail') throw new TypeError('broken');
    addAuditMeta({ id: '1' });
    return { id: '1', ...body };
  },
  remove: () => {},
  file: ({ params, credentials }) => {
    expectTypeOf(credentials.principal.type).toEqualTypeOf<'user' | 'none'>();
    if (params.path === 'stream')
      return reply({ headers: { 'content-type': 'text/plain' }, stream: Readable.from(['a', 'b']) });
    return reply({ body: params.path, headers: { 'content-type': 'text/plain' }, etag: '"1"' });
  },
  raw: () => rawJson('{ "a" :  1 }'),
  special: () => 'special' as const,
};

interface World extends AsyncDisposable {
  url: string;
  audited: unknown[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

async function createWorld(policy: Partial<PermissionsService> = {}): Promise<World> {
  const audited: unknown[] = [];
  const permissions: PermissionsService = {
    authorize: async requests => requests.map(() => ({ result: 'ALLOW' })),
    authorizeConditional: async requests => requests.map(() => ({ result: 'ALLOW' })),
    ...policy,
  };
  const auditor: AuditorService = {
    async createEvent({ eventId, severityLevel, meta, request }) {
      audited.push(['created', eventId, severityLevel, meta, request?.method]);
      return {
        success: async options => void audited.push(['success', options]),
        fail: async ({ error, meta: more }) => void audited.push(['fail', error.message, more]),
      };
    },
  };
  const app = express();
  app.use('/api/notes', createApiRouter(notesApi, handlers, { httpAuth, permissions, auditor }));
  app.use(((error, _req, res, _next) => {
    res
      .status(statusOfError(error))
      .json({ error: serializeError(error), response: { statusCode: statusOfError(error) } });
  }) satisfies ErrorRequestHandler);
  const server = app.listen(0);
  const url = `http://localhost:${(server.address() as AddressInfo).port}/api/notes`;
  return {
    url,
    audited,
    fetch: (path, init = {}) =>
      fetch(url + path, { ...init, headers: { authorization: 'Bearer user', ...(init.headers as object) } }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const httpAuth: HttpAuthService = {
  async credentials(req, { allow = [] } = {}) {
    const type = req.headers.authorization?.split(' ')[1] ?? 'none';
    if (!(allow as string[]).includes(type)) {
      throw type === 'none'
        ? new AuthenticationError('Missing credentials')
        : new NotAllowedError(`not for ${type}`);
    }
    return { $$type: '@backstage/BackstageCredentials', principal: { type } } as never;
  },
  issueUserCookie: async () => ({ expiresAt: new Date() }),
};

const post = (body: string | Uint8Array, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: body as string,
  headers: { 'content-type': 'application/json', ...headers },
});

describe('an API router', () => {
  it('makes of the texts of a query what its schema wants', async () => {
    await using world = await createWorld();
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
    await using world = await createWorld();
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
    await using world = await createWorld();
    const response = await world.fetch('/notes', init);
    expect([response.status, await response.json()]).toEqual([
      status,
      { error: expect.objectContaining({ name }), response: { statusCode: status } },
    ]);
  });

  it('takes compressed bodies, and defaults', async () => {
    await using world = await createWorld();
    const response = await world.fetch(
      '/notes',
      post(gzipSync('{"text":"é"}'), { 'content-encoding': 'gzip' }),
    );
    expect([response.status, await response.json()]).toEqual([201, { id: '1', text: 'é', tags: [] }]);
  });

  it('lets in whom the endpoint allows', async () => {
    await using world = await createWorld();
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
    await using world = await createWorld({
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
    await using world = await createWorld();
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
    await using world = await createWorld();
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
    await using world = await createWorld();
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
});

describe('an API client', () => {
  it('calls the endpoints by name, with types from the definition', async () => {
    await using world = await createWorld();
    const client = createApiClient(notesApi, { baseUrl: world.url, token: 'user' });
    const list = await client.list({ query: { filter: ['a', 'b,c'], fields: ['x'], full: false } });
    expectTypeOf(list.items[0]).toEqualTypeOf<{ id: string; text: string; tags: string[] } | undefined>();
    expect(list.query).toEqual({
      filter: ['a', 'b,c'],
      fields: ['x'],
      full: false,
      limit: 20,
      decision: 'ALLOW',
    });
    expect(await client.list()).toMatchObject({ items: [] });
    expect(await client.get({ params: { id: 'a/b?#é%' } })).toEqual({ id: 'a/b?#é%', text: 'x', tags: [] });
    expect(await client.create({ body: { text: 'new' } })).toEqual({ id: '1', text: 'new', tags: [] });
    const file = await client.file({ params: { path: 'a b/c' } });
    expectTypeOf(file).toEqualTypeOf<Response>();
    expect(await file.text()).toBe('a b/c');
    // @ts-expect-error -- the definition has no such parameter
    await expect(client.get({ params: { name: 'x' } })).rejects.toThrow("The parameter 'id' is missing");
    await expect(client.get({ params: { id: '..' } })).rejects.toThrow("The parameter 'id' cannot be '..'");
  });

  it('rejects with the error of the answer', async () => {
    await using world = await createWorld();
    const client = createApiClient(notesApi, {
      baseUrl: { getBaseUrl: async () => world.url },
      token: async () => 'user',
    });
    await expect(client.get({ params: { id: 'gone' } })).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
      cause: { name: 'NotFoundError', message: "No note 'gone'" },
    });
    await expect(client.list({}, { token: 'other' })).rejects.toMatchObject({ statusCode: 403 });
    await expect(client.list({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('the OpenAPI document', () => {
  it('describes the API at /openapi.json', async () => {
    await using world = await createWorld();
    const document = await (await world.fetch('/openapi.json')).json();
    expect(document).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'Notes', version: '1' },
      servers: [{ url: '/api/notes' }],
      paths: {
        '/notes': {
          get: {
            operationId: 'list',
            summary: 'Lists notes',
            parameters: [
              {
                name: 'filter',
                in: 'query',
                required: false,
                style: 'form',
                explode: true,
                schema: { type: 'array', minItems: 1 },
              },
              { name: 'fields', style: 'form', explode: false },
              { name: 'limit', required: false, schema: { type: 'integer', maximum: 100, default: 20 } },
              { name: 'full', schema: { type: 'boolean' } },
              { name: 'order', description: 'By id', schema: { enum: ['asc', 'desc'] } },
            ],
            responses: {
              200: {
                content: {
                  'application/json': {
                    schema: { properties: { items: { items: { $ref: '#/components/schemas/Note' } } } },
                  },
                },
              },
              default: { $ref: '#/components/responses/Error' },
            },
          },
          post: {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { required: ['text'] } } },
            },
            responses: {
              201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
            },
          },
        },
        '/notes/{id}': {
          get: {
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            responses: { 404: { description: 'There is no such note' } },
          },
        },
        '/files/{path}': { get: { security: [{ bearer: [] }, {}] } },
      },
      components: {
        schemas: { Note: { type: 'object', required: ['id', 'text', 'tags'] }, Error: { type: 'object' } },
      },
    });
    expect(JSON.stringify(document)).not.toContain('$defs');
  });
});
