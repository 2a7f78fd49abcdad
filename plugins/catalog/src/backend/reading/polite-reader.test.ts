import type { UrlReaderService } from '@portico/backend-plugin-api';
import { expect, it } from 'vitest';
import { createHostBudget } from './host-budget.ts';
import { createPoliteReader, type PoliteReader } from './polite-reader.ts';
import { postponedUntil } from './postponed-error.ts';
import type { ReadRequest } from './read-request.ts';

const url = 'https://host.example/a.yaml';

it('ends what it reads when it is stopped, to be read again', async () => {
  const silent: Pick<UrlReaderService, 'readUrl'> = {
    readUrl: (_url, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
  const budget = createHostBudget({ requestsPerSecond: 5, burst: 100, now: () => 0 });
  const reader = createPoliteReader(silent as UrlReaderService, budget, () => 7);
  const reading = reader.readUrl(url).catch(postponedUntil);
  reader.stop();
  expect(await reading).toBe(7);
});

it('has what has begun to read wait for its further turns, and the others come back for theirs', async () => {
  const answer = { buffer: async () => Buffer.from('') };
  const answering = { readUrl: async () => answer } as unknown as UrlReaderService;
  const open = (requestsPerSecond: number): PoliteReader =>
    createPoliteReader(answering, createHostBudget({ requestsPerSecond, burst: 2, now: Date.now }));
  const readAll = (reader: PoliteReader): Promise<ReadRequest[]> => {
    const urls = Array.from({ length: 10 }, (_, n) => `${url}?${n}`);
    return reader
      .watch(() => Promise.all(urls.map(each => reader.readUrl(each))))
      .then(({ requests }) => requests);
  };
  expect(await readAll(open(200))).toHaveLength(10);
  const slow = open(0.001);
  await slow.readUrl(`${url}?a`);
  await slow.readUrl(`${url}?b`);
  expect(await readAll(slow).catch(postponedUntil)).toBeGreaterThan(Date.now());
});
