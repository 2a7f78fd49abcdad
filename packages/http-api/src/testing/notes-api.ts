import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
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
import { expectTypeOf } from 'vitest';
import { z } from 'zod';
import { commaList, defineApi, repeated } from '../index.ts';
import { createApiRouter, rawJson, reply, type ApiHandlers } from '../node.ts';

/** To read notes. */
export const readPermission = createPermission({
  name: 'note.read',
  attributes: { action: 'read' },
  resourceType: 'note',
});
/** To write notes. */
export const createPermissionOfNotes = createPermission({
  name: 'note.create',
  attributes: { action: 'create' },
});

/** A note. */
export const note = z
  .object({ id: z.string(), text: z.string(), tags: z.array(z.string()) })
  .meta({ id: 'Note' });

/** An API of notes, with a bit of everything. */
export const notesApi = defineApi({
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

/** The API of notes, served, and what came of it. */
export interface NotesWorld extends AsyncDisposable {
  url: string;
  audited: unknown[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** Serves the API of notes. */
export async function createNotesWorld(policy: Partial<PermissionsService> = {}): Promise<NotesWorld> {
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

export const httpAuth: HttpAuthService = {
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

/** A POST of JSON. */
export const post = (body: string | Uint8Array, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: body as string,
  headers: { 'content-type': 'application/json', ...headers },
});
