import { isErrorLike, statusOfErrorName, type ErrorLike } from './errors.ts';

/** An error as JSON. `stack` is present only where the receiver may see it. */
export interface SerializedError {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  cause?: SerializedError;
  [key: string]: unknown;
}

/** The body of every error response of the portal's HTTP APIs. */
export interface ErrorEnvelope {
  error: SerializedError;
  request?: { method: string; url: string };
  response: { statusCode: number };
}

const hiddenFields = new Set([
  'name',
  'message',
  'stack',
  'cause',
  'headers',
  'config',
  'request',
  'response',
  'body',
]);

/**
 * Turns an error and its chain of causes into JSON. Own fields of plain JSON
 * types are kept; functions, objects with behaviour and anything that refers
 * to a request are not.
 *
 * @param options - `includeStack`: keep stack traces, for development only.
 */
export function serializeError(error: unknown, options: { includeStack?: boolean } = {}): SerializedError {
  return serialize(error, options.includeStack ?? false, 0);
}

function serialize(error: unknown, includeStack: boolean, depth: number): SerializedError {
  if (!isErrorLike(error)) return { name: 'Error', message: `unknown error '${String(error)}'` };
  const result: SerializedError = { name: error.name, message: error.message };
  for (const [key, value] of Object.entries(error)) {
    if (!hiddenFields.has(key) && isJson(value)) result[key] = value;
  }
  if (includeStack && typeof error.stack === 'string') result.stack = error.stack;
  if (error['cause'] !== undefined && depth < 5)
    result.cause = serialize(error['cause'], includeStack, depth + 1);
  return result;
}

/** Whether a value is JSON, without a circle: what is nested deeper than ten levels is not kept. */
function isJson(value: unknown, depth = 10): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (typeof value !== 'object' || depth === 0) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isPlain && Object.values(value).every(inner => isJson(inner, depth - 1));
}

/**
 * The HTTP status of an error: an integer `statusCode` or `status` between 100
 * and 599 if the error carries one, else by its name, else 500.
 */
export function statusOfError(error: unknown): number {
  if (!isErrorLike(error)) return 500;
  for (const status of [error['statusCode'], error['status']]) {
    if (typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599)
      return status;
  }
  return statusOfErrorName(error.name);
}

/** Rebuilds an error from its JSON, with its name, code, fields and causes. */
export function deserializeError(data: SerializedError): Error & ErrorLike {
  const { name, message, cause, stack, ...fields } = data;
  const error = new Error(message, cause ? { cause: deserializeError(cause) } : undefined);
  Object.assign(error, fields, { name });
  if (stack !== undefined) error.stack = stack;
  return error as Error & ErrorLike;
}

/** What {@link ResponseError.fromResponse} needs of a `fetch` response. */
export interface ErrorResponse {
  status: number;
  statusText: string;
  text(): Promise<string>;
  headers: { get(name: string): string | null };
}

/**
 * A request to another service answered with an error. `body` is its envelope
 * (made up when the answer was not one), `cause` the error inside it.
 */
export class ResponseError extends Error {
  override name = 'ResponseError';
  readonly statusCode: number;
  readonly statusText: string;
  readonly body: ErrorEnvelope;

  private constructor(message: string, response: ErrorResponse, body: ErrorEnvelope) {
    super(message, { cause: deserializeError(body.error) });
    this.statusCode = response.status;
    this.statusText = response.statusText;
    this.body = body;
    Object.defineProperty(this, 'body', { enumerable: false });
  }

  /** Reads the body of a failed response, which must not have been read yet. */
  static async fromResponse(response: ErrorResponse): Promise<ResponseError> {
    const body = await readEnvelope(response);
    return new ResponseError(`Request failed with ${response.status} ${response.statusText}`, response, body);
  }
}

async function readEnvelope(response: ErrorResponse): Promise<ErrorEnvelope> {
  const unreadable = (text: string): ErrorEnvelope => ({
    error: {
      name: 'Error',
      message: `Request failed with status ${response.status} ${response.statusText}${text ? `, ${text}` : ''}`,
    },
    response: { statusCode: response.status },
  });
  try {
    const text = (await response.text()).slice(0, 100_000);
    if (!response.headers.get('content-type')?.startsWith('application/json'))
      return unreadable(text.slice(0, 1000));
    const parsed: unknown = JSON.parse(text);
    return isEnvelope(parsed) ? parsed : unreadable(text.slice(0, 1000));
  } catch {
    return unreadable('');
  }
}

function isEnvelope(value: unknown): value is ErrorEnvelope {
  return (
    typeof value === 'object' &&
    value !== null &&
    'error' in value &&
    'response' in value &&
    isErrorLike(value.error)
  );
}
