import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../parse/read-document.ts';
import { buildRequest, toCurl, type RequestInput } from './build-request.ts';
import { readOpenApi } from './read-openapi.ts';
import { readOperation } from './read-operation.ts';

const example = new URL('../../../../../examples/apis/booking.openapi.yaml', import.meta.url);

function read(text: string) {
  const found = readDocument(text);
  if (!('value' in found)) throw new Error(found.problem.message);
  const document = readOpenApi(found.value);
  if (!document) throw new Error('no OpenAPI');
  const operation = (id: string) => {
    const summary = document.groups.flatMap(group => group.operations).find(each => each.id === id);
    if (!summary) throw new Error(`no ${id}`);
    return readOperation(found.value, summary);
  };
  return { document, operation };
}

const swagger = JSON.stringify({
  swagger: '2.0',
  info: { title: 'Old', version: '1', contact: { name: 'Us', url: 'https://us.example' } },
  host: 'old.example',
  basePath: '/v1',
  schemes: ['https', 'http'],
  consumes: ['application/json'],
  tags: [{ name: 'pets', description: 'All of them' }],
  securityDefinitions: { key: { type: 'apiKey', in: 'query', name: 'k' }, login: { type: 'basic' } },
  security: [{ key: [] }],
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', type: 'integer' }],
      post: {
        tags: ['pets'],
        deprecated: true,
        parameters: [{ name: 'pet', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } }],
        responses: { 200: { description: 'Fine', schema: { $ref: '#/definitions/Pet' } } },
      },
    },
  },
  definitions: { Pet: { type: 'object', properties: { name: { type: 'string' } } } },
});

describe('readOpenApi', () => {
  it('reads OpenAPI 3', () => {
    const { document, operation } = read(readFileSync(example, 'utf8'));
    expect(document).toMatchObject({
      format: 'OpenAPI 3.1.0',
      title: 'Booking API',
      servers: [{ url: expect.stringMatching(/^https:/) }],
    });
    expect(document.groups.flatMap(group => group.operations).map(({ id }) => id)).toContain(
      'get /bookings/{id}',
    );
    expect(operation('post /bookings').body?.contents[0]).toMatchObject({ mediaType: 'application/json' });
    expect(operation('get /bookings/{id}').parameters).toMatchObject([
      { name: 'id', in: 'path', isRequired: true },
    ]);
  });

  it('reads Swagger 2', () => {
    const { document, operation } = read(swagger);
    expect(document.servers.map(({ url }) => url)).toEqual([
      'https://old.example/v1',
      'http://old.example/v1',
    ]);
    expect(document.groups).toMatchObject([{ name: 'pets', description: 'All of them' }]);
    expect(document.security.map(({ id, kind }) => [id, kind])).toEqual([
      ['key', 'apiKey'],
      ['login', 'basic'],
    ]);
    expect(operation('post /pets/{id}')).toMatchObject({
      isDeprecated: true,
      security: ['key'],
      parameters: [{ name: 'id', in: 'path' }],
      body: { isRequired: true, contents: [{ mediaType: 'application/json', example: { name: 'text' } }] },
      answers: [{ status: '200', contents: [{ example: { name: 'text' } }] }],
    });
  });

  it.each([{}, null, 'x', { asyncapi: '3.0.0' }, []])('is not misled by %j', root => {
    expect(readOpenApi(root)).toBeUndefined();
  });

  it('bears with nonsense where things are expected', () => {
    const { document, operation } = read(
      JSON.stringify({
        openapi: 3,
        info: 7,
        servers: 'x',
        tags: {},
        paths: { '/a': { get: { parameters: 5, responses: [1], requestBody: 'x' } }, '/b': null },
      }),
    );
    expect(document.groups[0]?.operations).toHaveLength(1);
    expect(operation('get /a').parameters).toEqual([]);
  });
});

describe('buildRequest', () => {
  const { operation, document } = read(swagger);
  const input: RequestInput = {
    server: 'https://old.example/v1/',
    parameters: { 'path id': 'a/b ?' },
    secrets: { key: 's p' },
  };

  it('fills in path, query and body', () => {
    const call = operation('post /pets/{id}');
    const request = buildRequest(
      call,
      { ...input, body: '{}', mediaType: 'application/json' },
      document.security,
    );
    expect(request).toEqual({
      url: 'https://old.example/v1/pets/a%2Fb%20%3F?k=s+p',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(toCurl({ url: 'https://x', method: 'POST', headers: { a: "it's" }, body: '{}' })).toBe(
      String.raw`curl -X 'POST' 'https://x' \
  -H 'a: it'\''s' \
  --data-raw '{}'`,
    );
  });

  it('has a terminal send what is written, not files and not what a shell makes of it', () => {
    const words = ['@/etc/passwd', '$(id)', '`id`', 'a\nb', "'; id; '"];
    for (const word of words) {
      const curl = toCurl({ url: 'https://x', method: word, headers: { b: word }, body: word });
      const [, ...received] = execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }; ${curl}`], {
        encoding: 'utf8',
      }).split('\0');
      expect(received).toEqual([word, 'https://x', '-H', `b: ${word}`, '--data-raw', word, '']);
    }
    expect(toCurl({ url: 'https://x', method: 'GET', headers: { '@/etc/passwd': '' } })).not.toContain('@');
  });

  it.each(['@evil.example/steal', '.evil.example/x', ':8443/x', 'x', ''])(
    'sends nothing to where the path %j would lead',
    path => {
      const call = { ...operation('post /pets/{id}'), path };
      for (const server of ['https://old.example', 'https://old.example/v1']) {
        expect(buildRequest(call, { ...input, server }, document.security)).toEqual({ code: 'path', path });
      }
    },
  );

  it('sends secrets as their schemes say', () => {
    const built = buildRequest(
      operation('post /pets/{id}'),
      { ...input, secrets: { login: 'ü:x' } },
      document.security,
    );
    expect(built).toMatchObject({ headers: { authorization: 'Basic w7w6eA==' } });
  });

  it.each(['javascript:alert(1)', '/relative', '', 'ftp://x', 'https://u:p@x', 'data:text/html,x'])(
    'sends nothing to %j',
    server => {
      expect(buildRequest(operation('post /pets/{id}'), { ...input, server }, [])).toEqual({
        code: 'server',
      });
    },
  );

  it('names what is missing', () => {
    expect(buildRequest(operation('post /pets/{id}'), { ...input, parameters: {} }, [])).toEqual({
      code: 'missing',
      name: 'id',
    });
  });
});
