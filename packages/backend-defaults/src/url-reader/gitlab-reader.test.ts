import { describe, expect, it } from 'vitest';
import type { TestHost } from './testing/test-host.ts';
import { hosts, startHostCase } from './testing/host-cases.ts';

describe('the reader of gitlab', () => {
  it('reads artifacts of jobs', async () => {
    await using test = await startHostCase(hosts['gitlab']!, path =>
      path === '/api/v4/projects/g%2Fs%2Fr/jobs/artifacts/main/raw/out/x.json'
        ? { headers: { etag: 'e' }, body: '{}' }
        : undefined,
    );
    const url = 'https://gitlab.com/g/s/r/-/jobs/artifacts/main/raw/out/x.json?job=build';
    expect(String(await (await test.reader.readUrl(url, { etag: 'e' })).buffer())).toBe('{}');
    expect(test.host.requests[0]?.url.search).toBe('?job=build');
    expect((await test.reader.search(url)).files).toHaveLength(1);
  });

  it('tries again as configured', async () => {
    const retry = { maxRetries: 2, retryStatusCodes: [429, 503] };
    const patient = {
      ...hosts['gitlab']!,
      config: ({ url }: TestHost) => ({
        gitlab: [{ host: 'gitlab.com', apiBaseUrl: `${url}/api/v4`, retry }],
      }),
    };
    let failures = 2;
    await using test = await startHostCase(patient, () =>
      (failures -= 1) >= 0 ? { status: 503, headers: { 'retry-after': '0' } } : undefined,
    );
    expect(String(await (await test.reader.readUrl(test.at('docs/index.md'))).buffer())).toBe('# Home');
    failures = 9;
    await expect(test.reader.readUrl(test.at('docs/index.md'))).rejects.toMatchObject({
      name: 'RateLimitError',
    });
    expect(test.host.requests).toHaveLength(6);
  });
});
