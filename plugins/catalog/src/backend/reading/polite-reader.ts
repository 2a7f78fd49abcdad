import { AsyncLocalStorage } from 'node:async_hooks';
import type { UrlReaderService } from '@portico/backend-plugin-api';
import { retryAfterOf } from '@portico/integration';
import type { HostBudget } from './host-budget.ts';
import { PostponedError } from './postponed-error.ts';
import { type ReadRequest, toReadRequest } from './read-request.ts';

/** A reader that does not ask a host for more than its budget. */
export interface PoliteReader extends Pick<UrlReaderService, 'readUrl' | 'search'> {
  /** Whatever is read within `work` is asked for by somebody, who is not kept waiting. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /** Tells what was asked for within `work`, and how the hosts have answered. */
  watch<T>(work: () => Promise<T>): Promise<{ result: T; requests: ReadRequest[] }>;
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
  const watching = new AsyncLocalStorage<ReadRequest[]>();
  const stopping = new AbortController();
  async function politely<T>(url: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const host = URL.parse(url)?.host ?? url;
    const until = budget.take(host, { urgent: urgency.getStore() ?? false });
    if (until !== undefined) throw new PostponedError(host, until);
    const began = performance.now();
    const note = (error?: unknown): void =>
      void watching.getStore()?.push(toReadRequest({ url, ms: performance.now() - began }, error));
    try {
      const answer = await read(stopping.signal);
      note();
      return answer;
    } catch (error) {
      const retryAfter = retryAfterOf(error);
      if (retryAfter === undefined) {
        note(error);
        throw error;
      }
      budget.pause(host, now() + retryAfter);
      throw new PostponedError(host, now() + retryAfter, error);
    }
  }
  return {
    readUrl: (url, options) =>
      politely(url, async signal => {
        const response = await reader.readUrl(url, { signal, ...options });
        const { etag, lastModifiedAt } = response;
        // A host may also fail in the middle of its answer.
        const content = await response.buffer();
        return {
          buffer: async () => content,
          ...(etag !== undefined && { etag }),
          ...(lastModifiedAt && { lastModifiedAt }),
        };
      }),
    search: (url, options) => politely(url, signal => reader.search(url, { signal, ...options })),
    urgently: work => urgency.run(true, work),
    async watch(work) {
      const requests: ReadRequest[] = [];
      return { result: await watching.run(requests, work), requests };
    },
    stop: () => stopping.abort(new PostponedError('every host', now())),
  };
}
