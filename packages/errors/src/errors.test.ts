import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  ForwardedError,
  InputError,
  NotFoundError,
  isErrorLike,
  statusOfErrorName,
  stringifyError,
  toError,
} from './index.ts';

describe('named errors', () => {
  it('carry their name, message and cause', () => {
    const cause = new Error('below');
    const error = new NotFoundError("No entity 'a'", cause);
    expect(error).toMatchObject({ name: 'NotFoundError', message: "No entity 'a'", cause });
    expect(error).toBeInstanceOf(Error);
    expect('cause' in new ConflictError('x')).toBe(false);
  });

  it('keep the name of the error that they forward', () => {
    expect(new ForwardedError('Reading failed', new InputError('bad')).name).toBe('InputError');
    expect(new ForwardedError('Reading failed', 'text').name).toBe('Error');
  });
});

describe('statusOfErrorName', () => {
  it('knows the names of the contract and nothing that objects inherit', () => {
    expect(statusOfErrorName('InputError')).toBe(400);
    expect(statusOfErrorName('NotModifiedError')).toBe(304);
    expect(statusOfErrorName('ServiceUnavailableError')).toBe(503);
    expect(statusOfErrorName('TypeError')).toBe(500);
    expect(statusOfErrorName('constructor')).toBe(500);
    expect(statusOfErrorName('__proto__')).toBe(500);
  });
});

describe('isErrorLike and toError', () => {
  it('accept errors of other realms by their shape', () => {
    expect(isErrorLike({ name: 'X', message: '' })).toBe(true);
    expect(isErrorLike({ name: '', message: 'x' })).toBe(false);
    expect(isErrorLike('Error')).toBe(false);
    expect(toError({ name: 'X', message: 'm', code: 'E1' })).toMatchObject({
      name: 'X',
      message: 'm',
      code: 'E1',
    });
  });

  it('make an error of whatever was thrown', () => {
    const error = new Error('x');
    expect(toError(error)).toBe(error);
    expect(toError('text').message).toBe('text');
    expect(toError({ a: 1 }).message).toBe('Unknown error: {"a":1}');
    expect(toError(undefined).message).toBe('Unknown error: undefined');
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    expect(toError(circular).message).toBe('Unknown error: [object Object]');
  });
});

describe('stringifyError', () => {
  it('is one line with every cause', () => {
    const error = new InputError('outer', new TypeError('inner'));
    expect(stringifyError(error)).toBe('InputError: outer; caused by TypeError: inner');
    expect(stringifyError('x')).toBe("unknown error 'x'");
  });

  it('ends when causes go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(stringifyError(error)).toMatch(/^Error: round(; caused by Error: round)*$/);
  });
});
