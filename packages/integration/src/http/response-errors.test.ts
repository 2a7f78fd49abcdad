import { statusOfError } from '@portico/errors';
import { describe, expect, it } from 'vitest';
import { retryAfterOf } from '../errors.ts';
import { assertNoWebPage, assertOk, readRetryAfter } from './response-errors.ts';

const asked = { url: 'https://user:pass@host/a?private_token=t&ref=main', remedy: 'Set a token.' };

function answer(status: number, headers: Record<string, string> = {}, body = ''): Promise<Response> {
  return assertOk(new Response(status === 304 ? null : body, { status, headers }), asked);
}

describe('assertOk', () => {
  it.each([
    [304, {}, 'NotModifiedError', 304],
    // Who asks the portal is signed in: it is the portal that the host does not let in.
    [401, {}, 'AuthenticationError', 502],
    [403, {}, 'NotAllowedError', 502],
    [403, { 'x-ratelimit-remaining': '0' }, 'RateLimitError', 503],
    [403, { 'retry-after': '3' }, 'RateLimitError', 503],
    [404, {}, 'NotFoundError', 404],
    [410, {}, 'NotFoundError', 404],
    [429, {}, 'RateLimitError', 503],
    [500, {}, 'ServiceUnavailableError', 503],
    [503, { 'retry-after': '3' }, 'RateLimitError', 503],
  ])('takes %d with %j for a %s, passed on as %d', async (status, headers, name, passedOn) => {
    const error: unknown = await answer(status, headers).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name });
    expect(statusOfError(error)).toBe(passedOn);
  });

  it('says what was asked, what the host said and what to do, and no secret', async () => {
    const json = { 'content-type': 'application/json; charset=utf-8' };
    const message =
      "'https://host/a?private_token=***&ref=main' was answered with 401 (Bad credentials): not signed in. Set a token.";
    await expect(answer(401, json, '{"message":"Bad credentials"}')).rejects.toThrow(message);
    await expect(answer(401, json, 'not json')).rejects.toThrow(/401: not signed in/);
    await expect(answer(401, {}, '<html>secret page</html>')).rejects.toThrow(/^(?!.*secret)/);
    expect((await answer(200)).ok).toBe(true);
  });

  it('carries when to try again', async () => {
    const error: unknown = await answer(429, { 'retry-after': '7' }).catch((failure: unknown) => failure);
    expect(retryAfterOf(error)).toBe(7000);
    expect(retryAfterOf(new Error('outer', { cause: error }))).toBe(7000);
    expect(retryAfterOf(new Error('other'))).toBeUndefined();
  });
});

describe('readRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Thu, 01 Jan 2020 00:01:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, 60_000],
    [{ 'x-ratelimit-reset': String(now / 1000 + 30) }, 30_000],
    [{ 'ratelimit-reset': '45' }, 45_000],
    [{ 'retry-after': '99999999' }, 86_400_000],
    [{}, 60_000],
  ])('reads %j as %d ms', (headers, expected) => {
    expect(readRetryAfter(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});

it('assertNoWebPage refuses a sign-in page, and not a page that was asked for', () => {
  const page = () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
  const url = 'https://host/catalog-info.yaml';
  expect(() => assertNoWebPage(page(), { url, remedy: 'Sign in.' })).toThrow(
    /most likely to sign in. Sign in/,
  );
  expect(assertNoWebPage(page(), { url: 'https://host/index.html', remedy: '' }).ok).toBe(true);
  expect(assertNoWebPage(new Response('x'), { url, remedy: '' }).ok).toBe(true);
});
