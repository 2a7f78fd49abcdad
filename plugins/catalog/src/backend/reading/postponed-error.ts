import { isErrorLike, ServiceUnavailableError } from '@portico/errors';
import type { Outcome } from '../engine/outcome.ts';

/** Something was not read now, to be polite to its host; it is to be tried again at a time. */
export class PostponedError extends Error {
  override name = 'PostponedError';
  /** Milliseconds since 1970. */
  readonly until: number;

  constructor(host: string, until: number, cause?: unknown) {
    super(`Reading from '${host}' waits for its turn`, cause === undefined ? undefined : { cause });
    this.until = until;
  }
}

/** When to try again, if any of the causes of an error is that it is too early. */
export function postponedUntil(error: unknown): number | undefined {
  let current = error;
  for (let depth = 0; depth <= 10 && isErrorLike(current); depth += 1) {
    if (current instanceof PostponedError) return current.until;
    current = current['cause'];
  }
  return undefined;
}

/** For somebody who waits for what came of a read. @throws ServiceUnavailableError when it was postponed. */
export function assertRead({ postponedUntil: until, errors }: Outcome): void {
  if (until === undefined) return;
  const at = new Date(until).toISOString();
  throw new ServiceUnavailableError(
    `Not all could be read now: ${errors[0]?.message ?? 'the catalog stops'}. Try again after ${at}`,
  );
}
