import { expect, it } from 'vitest';
import { ResponseError } from '@portico/errors';
import { describeFault } from './describe-fault.ts';

async function answered(status: number, message: string, fields: object = {}) {
  const body = { error: { name: 'InputError', message, ...fields }, response: { statusCode: status } };
  return ResponseError.fromResponse(Response.json(body, { status }));
}

it.each([
  ["Unable to read url, NotFoundError: 'https://x/y' was answered with 404", 'not-found'],
  [
    "Unable to read url, AuthenticationError: 'https://x/y' was answered with 401: not signed in",
    'no-access',
  ],
  ["Unable to read url, NotAllowedError: Reading from 'https://x/y' is not allowed.", 'not-allowed'],
  ["Unable to read url, NotAllowedError: 'a:80/b' does not begin with http:// or https://.", 'scheme'],
  ["Unable to read url, InputError: 'nothing' is no URL. Write it with https:// and a host", 'not-a-url'],
  ["Unable to read url, InputError: 'https://github.com/a/b' points to no file.", 'not-a-file'],
  [
    'Entity user:default/x at url:x, originated at url:x, is not of an allowed kind for that location',
    'kind',
  ],
  ["Unable to read url, ServiceUnavailableError: 'https://x/y' was answered with 500", 'other'],
])('tells what %j comes down to', async (message, code) => {
  const fault = describeFault(await answered(400, message));
  expect(fault.code).toBe(code);
  expect(fault.message).not.toMatch(/^Unable|Error:/);
});

it('takes the faults of a file from the answer, and a refusal from its status', async () => {
  const problems = [{ severity: 'error', message: 'No owner', line: 3, column: 4 }];
  expect(describeFault(await answered(400, 'YAML error', { problems }))).toMatchObject({
    code: 'invalid',
    message: 'YAML error',
    problems,
  });
  expect(describeFault(await answered(400, 'YAML error: No owner', { problems })).message).toBeUndefined();
  const refusal = 'Entity user:default/x at url:x, originated at url:x, is not of an allowed kind';
  expect(describeFault(await answered(400, refusal, { problems }))).toMatchObject({
    code: 'kind',
    message: refusal,
    problems,
  });
  expect(describeFault(await answered(403, 'No')).code).toBe('forbidden');
  expect(describeFault(new Error('Out of luck'))).toEqual({
    code: 'other',
    message: 'Out of luck',
    problems: [],
    place: undefined,
  });
});

it('tells which URL could not be read, as it may be one that the file names', async () => {
  const message =
    "Unable to read url, NotFoundError: 'https://x/parts/a.yaml' was answered with 404: not there";
  expect(describeFault(await answered(400, message))).toMatchObject({ place: 'https://x/parts/a.yaml' });
});
