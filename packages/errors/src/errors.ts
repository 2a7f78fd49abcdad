/**
 * The named errors of the portal. Each name stands for one HTTP status, see
 * {@link statusOfErrorName}, and survives the way over the wire: compare by
 * `name`, since an error may come from another copy of this package.
 */
class NamedError extends Error {
  constructor(message?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** The caller sent something that cannot be understood. Answered with 400. */
export class InputError extends NamedError {
  override name = 'InputError';
}

/** The caller is not signed in, or the credentials are not valid. Answered with 401. */
export class AuthenticationError extends NamedError {
  override name = 'AuthenticationError';
}

/** The caller is known, and may not do this. Answered with 403. */
export class NotAllowedError extends NamedError {
  override name = 'NotAllowedError';
}

/** What was asked for does not exist. Answered with 404. */
export class NotFoundError extends NamedError {
  override name = 'NotFoundError';
}

/** The request contradicts the present state. Answered with 409. */
export class ConflictError extends NamedError {
  override name = 'ConflictError';
}

/** What was asked for has not changed since the given ETag or time. Answered with 304. */
export class NotModifiedError extends NamedError {
  override name = 'NotModifiedError';
}

/** The operation exists in the contract and not in this part. Answered with 501. */
export class NotImplementedError extends NamedError {
  override name = 'NotImplementedError';
}

/** The service cannot answer right now; trying again later may help. Answered with 503. */
export class ServiceUnavailableError extends NamedError {
  override name = 'ServiceUnavailableError';
}

/** Wraps another error with a message in front, and keeps its name, so that its status stays. */
export class ForwardedError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = isErrorLike(cause) ? cause.name : 'Error';
  }
}

const statusByName: Readonly<Record<string, number>> = {
  NotModifiedError: 304,
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  NotImplementedError: 501,
  ServiceUnavailableError: 503,
};

/** The HTTP status that an error name stands for; 500 for a name that is not in the table. */
export function statusOfErrorName(name: string): number {
  return Object.hasOwn(statusByName, name) ? (statusByName[name] ?? 500) : 500;
}

/** What counts as an error: an object with a `name` and a `message`, whichever realm or package it comes from. */
export interface ErrorLike {
  name: string;
  message: string;
  stack?: string;
  [key: string]: unknown;
}

/** Whether a value has the shape of an error. */
export function isErrorLike(value: unknown): value is ErrorLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    value.name !== '' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

/** Turns whatever was thrown into an `Error`; what is no error becomes its message. */
export function toError(value: unknown): Error {
  if (value instanceof Error) return value;
  if (isErrorLike(value)) return Object.assign(new Error(value.message), value);
  return new Error(typeof value === 'string' ? value : `Unknown error: ${safeText(value)}`);
}

/**
 * One line for a log or a message: `Name: message`, followed by
 * `; caused by Name: message` for each cause, at most ten.
 */
export function stringifyError(value: unknown): string {
  return stringifyChain(value, 10);
}

function stringifyChain(value: unknown, remaining: number): string {
  if (!isErrorLike(value)) return `unknown error '${safeText(value)}'`;
  const own = `${value.name}: ${value.message}`;
  const { cause } = value;
  return cause === undefined || remaining === 0
    ? own
    : `${own}; caused by ${stringifyChain(cause, remaining - 1)}`;
}

function safeText(value: unknown): string {
  try {
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
