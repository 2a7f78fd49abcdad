import type { UrlReaderService } from '@portico/backend-plugin-api';
import { expect, it } from 'vitest';
import { createHostBudget } from './host-budget.ts';
import { createPoliteReader } from './polite-reader.ts';
import { postponedUntil } from './postponed-error.ts';

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
