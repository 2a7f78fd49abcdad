import { isErrorLike } from '@portico/errors';

/**
 * A source host refuses for now, since there were too many requests. Answered
 * with 503 where it reaches an HTTP client of the portal: it is not they who
 * asked too often.
 */
export class RateLimitError extends Error {
  override name = 'RateLimitError';
  readonly statusCode = 503;
  /** After so many milliseconds it may be tried again. */
  readonly retryAfter: number;

  constructor(message: string, { retryAfter, cause }: { retryAfter: number; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.retryAfter = retryAfter;
  }
}

/**
 * In how many milliseconds to try again, as the host has said, in any of the
 * causes; `undefined` if the error is about something else.
 */
export function retryAfterOf(error: unknown): number | undefined {
  let current = error;
  for (let depth = 0; depth <= 10 && isErrorLike(current); depth += 1) {
    const { retryAfter } = current;
    if (typeof retryAfter === 'number' && Number.isFinite(retryAfter) && retryAfter >= 0) return retryAfter;
    current = current['cause'];
  }
  return undefined;
}

/**
 * Marks an error about the portal's own credentials at a source host. Answered
 * with 502 where it reaches an HTTP client of the portal: it is not they who
 * have to sign in, or lack a permission.
 */
export function asFaultOfHost<TError extends Error>(error: TError): TError & { statusCode: 502 } {
  return Object.assign(error, { statusCode: 502 as const });
}
