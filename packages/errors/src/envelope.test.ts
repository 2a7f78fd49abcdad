import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, ResponseError, deserializeError, serializeError, statusOfError } from './index.ts';

describe('serializeError', () => {
  it('keeps name, message, plain fields and causes, and drops the stack', () => {
    const error = Object.assign(new InputError('bad', new TypeError('inner')), {
      code: 'E1',
      details: { path: ['a', 0] },
    });
    expect(serializeError(error)).toEqual({
      name: 'InputError',
      message: 'bad',
      code: 'E1',
      details: { path: ['a', 0] },
      cause: { name: 'TypeError', message: 'inner' },
    });
    expect(serializeError(error, { includeStack: true }).stack).toContain('InputError: bad');
  });

  it('drops functions, live objects and whatever tells about the request', () => {
    const error = Object.assign(new Error('x'), {
      retry: () => 1,
      socket: new Map(),
      headers: { authorization: 'Bearer secret' },
      request: { secret: 'secret' },
    });
    expect(serializeError(error)).toEqual({ name: 'Error', message: 'x' });
  });

  it('drops fields that refer to themselves', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(serializeError(Object.assign(new Error('x'), { circle }))).toEqual({
      name: 'Error',
      message: 'x',
    });
  });

  it('ends when causes go in a circle, and takes what is no error', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(serializeError(error)).match(/round/g)).toHaveLength(6);
    expect(serializeError('text')).toEqual({ name: 'Error', message: "unknown error 'text'" });
  });

  it('survives the way over the wire', () => {
    const serialized = fc.record({
      name: fc.constantFrom('InputError', 'X'),
      message: fc.string(),
      code: fc.string(),
    });
    fc.assert(
      fc.property(serialized, serialized, (outer, cause) => {
        const wire = { ...outer, cause };
        expect(serializeError(deserializeError(wire))).toEqual(wire);
      }),
    );
  });
});

describe('statusOfError', () => {
  it('takes a status that the error carries, then its name, then 500', () => {
    expect(statusOfError(Object.assign(new InputError('x'), { statusCode: 418 }))).toBe(418);
    expect(statusOfError(Object.assign(new Error('x'), { status: 404 }))).toBe(404);
    expect(statusOfError(Object.assign(new InputError('x'), { status: '404' }))).toBe(400);
    expect(statusOfError(Object.assign(new InputError('x'), { statusCode: 1000 }))).toBe(400);
    expect(statusOfError(new Error('x'))).toBe(500);
    expect(statusOfError(undefined)).toBe(500);
  });
});

describe('ResponseError', () => {
  const respond = (body: string, type: string) =>
    new Response(body, { status: 404, statusText: 'Not Found', headers: { 'content-type': type } });

  it('carries the error of the envelope as its cause', async () => {
    const envelope = { error: { name: 'NotFoundError', message: 'gone' }, response: { statusCode: 404 } };
    const error = await ResponseError.fromResponse(
      respond(JSON.stringify(envelope), 'application/json; charset=utf-8'),
    );
    expect(error).toMatchObject({
      name: 'ResponseError',
      message: 'Request failed with 404 Not Found',
      statusCode: 404,
      cause: { name: 'NotFoundError', message: 'gone' },
    });
    expect(statusOfError(error)).toBe(404);
  });

  it.each([
    ['<html>', 'text/html'],
    ['{"error":', 'application/json'],
    ['{"error":{"name":1}}', 'application/json'],
    ['', 'application/json'],
  ])('makes up an envelope for the answer %j', async (body, type) => {
    const error = await ResponseError.fromResponse(respond(body, type));
    expect(error.body.error.message).toContain('Request failed with status 404 Not Found');
    expect(error.body.response.statusCode).toBe(404);
  });
});
