import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
  ServiceUnavailableError,
} from '@portico/errors';
import { asFaultOfHost, RateLimitError } from '../errors.ts';
import { redactUrl } from '../source-url.ts';

/** What was asked for, for the message. */
export interface AskedFor {
  /** The URL that the user knows. */
  url: string;
  /** What to do about missing or wrong credentials. */
  remedy: string;
}

const day = 86_400_000;

/**
 * Gives a successful response back. For others it throws: `NotModifiedError`
 * 304, `AuthenticationError` 401, `NotAllowedError` 403, `NotFoundError` 404
 * and 410, `RateLimitError` 429 (and where 403 and 503 mean the same),
 * `ServiceUnavailableError` for the rest. The status is the `hostStatus` of the
 * error, but for 304.
 */
export async function assertOk(response: Response, asked: AskedFor): Promise<Response> {
  if (response.ok) return response;
  if (response.status === 304) throw new NotModifiedError(`'${redactUrl(asked.url)}' has not changed`);
  const said = await readMessage(response);
  throw Object.assign(toError(response, asked, said), { hostStatus: response.status });
}

/**
 * Refuses a web page where something else was asked for: a sign-in page that a
 * host or a proxy puts before everything, and answers with 200.
 */
export function assertNoWebPage(response: Response, asked: AskedFor): Response {
  const type = response.headers.get('content-type') ?? '';
  const path = URL.parse(asked.url)?.pathname ?? '';
  if (!/^(?:text\/html|application\/xhtml)/i.test(type) || /\.x?html?$/i.test(path)) return response;
  void response.body?.cancel();
  throw asFaultOfHost(
    new AuthenticationError(
      `'${redactUrl(asked.url)}' was answered with a web page, most likely to sign in. ${asked.remedy}`,
    ),
  );
}

/** In how many milliseconds to ask again, as the host says; a minute if it does not, a day at most. */
export function readRetryAfter(headers: Headers, now = Date.now()): number {
  const after = headers.get('retry-after');
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  const wait =
    after === null
      ? fromReset(reset, now)
      : /^\d+$/.test(after)
        ? Number(after) * 1000
        : Date.parse(after) - now;
  return Number.isNaN(wait) ? 60_000 : Math.min(Math.max(wait, 0), day);
}

/** GitHub and GitLab give a time in seconds since 1970, others the seconds that are left. */
function fromReset(reset: number, now: number): number {
  return reset > 1e9 ? reset * 1000 - now : reset * 1000;
}

function toError(response: Response, { url, remedy }: AskedFor, said: string): Error {
  const { status, headers } = response;
  const what = `'${redactUrl(url)}' was answered with ${status}${said}`;
  const isBusy =
    status === 429 ||
    (status === 403 && (headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after'))) ||
    (status === 503 && headers.has('retry-after'));
  if (isBusy) {
    const retryAfter = readRetryAfter(headers);
    const seconds = Math.ceil(retryAfter / 1000);
    return new RateLimitError(`${what}: too many requests. Try again in ${seconds} seconds`, { retryAfter });
  }
  if (status === 401) return asFaultOfHost(new AuthenticationError(`${what}: not signed in. ${remedy}`));
  if (status === 403) return asFaultOfHost(new NotAllowedError(`${what}: no access. ${remedy}`));
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `${what}: not there, or not to be seen with these credentials. Check the URL. ${remedy}`,
    );
  }
  return new ServiceUnavailableError(`${what}. Try again later, or see what its host says about it`);
}

/** What a JSON API says in `message` or `error`, cut short; nothing else of the body. */
async function readMessage(response: Response): Promise<string> {
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  try {
    if (!isJson) {
      await response.body?.cancel();
      return '';
    }
    const body: unknown = await response.json();
    const said =
      typeof body === 'object' && body !== null
        ? (Reflect.get(body, 'message') ?? Reflect.get(body, 'error'))
        : '';
    return typeof said === 'string' && said !== '' ? ` (${said.slice(0, 200)})` : '';
  } catch {
    return '';
  }
}
