import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UrlReaderService } from '@portico/backend-plugin-api';
import { retryAfterOf } from '@portico/integration';
import type { HostBudget } from './host-budget.ts';
import { PostponedError } from './postponed-error.ts';
import { type ReadRequest, toReadRequest } from './read-request.ts';

/** A reader that does not ask a host for more than its budget. */
export interface PoliteReader extends Pick<UrlReaderService, 'readUrl' | 'search'> {
  /** Whatever is read within `work` is asked for by somebody, who is not kept waiting. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Tells what was asked for within `work`, and how the hosts have answered. What
   * has begun to read waits for its further turns: it would begin anew each time.
   */
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
  const watching = new AsyncLocalStorage<{ requests: ReadRequest[]; hasBegun: boolean }>();
  const stopping = new AbortController();
  async function takeTurn(host: string, url: string): Promise<void> {
    const watched = watching.getStore();
    for (;;) {
      const turn = budget.take(host, { url, urgent: urgency.getStore() ?? false });
      if (!turn) break;
      if (turn.isPause || !watched?.hasBegun) throw new PostponedError(host, turn.at);
      await sleep(turn.at - now(), undefined, { signal: stopping.signal });
    }
    if (watched) watched.hasBegun = true;
  }
  async function politely<T>(url: string, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const host = URL.parse(url)?.host ?? url;
    await takeTurn(host, url);
    stopping.signal.throwIfAborted();
    const began = performance.now();
    const note = (error?: unknown): void =>
      void watching.getStore()?.requests.push(toReadRequest({ url, ms: performance.now() - began }, error));
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
      return { result: await watching.run({ requests, hasBegun: false }, work), requests };
    },
    stop: () => stopping.abort(new PostponedError('every host', now())),
  };
}
