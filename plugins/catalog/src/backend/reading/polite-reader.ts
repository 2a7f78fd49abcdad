import { AsyncLocalStorage } from 'node:async_hooks';
import type { UrlReaderService } from '@portico/backend-plugin-api';
import { retryAfterOf } from '@portico/integration';
import type { HostBudget } from './host-budget.ts';
import { PostponedError } from './postponed-error.ts';

/** A reader that does not ask a host for more than its budget. */
export interface PoliteReader extends Pick<UrlReaderService, 'readUrl' | 'search'> {
  /** Whatever is read within `work` is asked for by somebody, who is not kept waiting. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /** Ends what is being read, which is then to be read again. */
  stop(): void;
}

/** Makes a polite reader of a reader. What it does not read now, it answers with {@link PostponedError}. */
export function createPoliteReader(
  reader: UrlReaderService,
  budget: HostBudget,
  now: () => number = Date.now,
): PoliteReader {
  const urgency = new AsyncLocalStorage<boolean>();
  const stopping = new AbortController();
  async function politely<T>(url: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const host = URL.parse(url)?.host ?? url;
    const until = budget.take(host, { urgent: urgency.getStore() ?? false });
    if (until !== undefined) throw new PostponedError(host, until);
    try {
      return await read(stopping.signal);
    } catch (error) {
      const retryAfter = retryAfterOf(error);
      if (retryAfter === undefined) throw error;
      budget.pause(host, now() + retryAfter);
      throw new PostponedError(host, now() + retryAfter, error);
    }
  }
  return {
    readUrl: (url, options) => politely(url, signal => reader.readUrl(url, { signal, ...options })),
    search: (url, options) => politely(url, signal => reader.search(url, { signal, ...options })),
    urgently: work => urgency.run(true, work),
    stop: () => stopping.abort(new PostponedError('every host', now())),
  };
}
