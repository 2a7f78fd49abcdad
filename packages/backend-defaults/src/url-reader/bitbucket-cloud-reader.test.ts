import { expect, it } from 'vitest';
import { hosts, startHostCase } from './testing/host-cases.ts';

it('the reader of bitbucketCloud reads from a branch with slashes', async () => {
  await using test = await startHostCase(hosts['bitbucketCloud']!);
  const found = await test.reader.readUrl('https://bitbucket.org/w/r/src/a%2Fb/docs/index.md');
  expect(String(await found.buffer())).toBe('# Home');
});
