import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readZipArchive } from './read-zip.ts';
import { inChunks, summary, zipOf } from '../testing/archives.ts';
import { createScratchFolder } from '../testing/extraction-target.ts';

const scratch = createScratchFolder();

describe('a zip archive', () => {
  it('that lies about its sizes, or is encrypted, is refused', async () => {
    const lie = zipOf([{ path: 'a', content: 'x'.repeat(10_000), claimed: 10 }]);
    await expect(summary(readZipArchive(inChunks(lie)))).rejects.toMatchObject({ name: 'InputError' });
    const locked = zipOf([{ path: 'a', content: 'x', flags: 0x801 }]);
    await expect(summary(readZipArchive(inChunks(locked)))).rejects.toThrow(/encrypted/);
  });

  it('leaves nothing behind where it was kept', async () => {
    const workingDirectory = join(scratch, 'work');
    mkdirSync(workingDirectory);
    await summary(readZipArchive(inChunks(zipOf([{ path: 'a', content: 'x' }])), { workingDirectory }));
    await summary(readZipArchive(inChunks(Buffer.from('no zip')), { workingDirectory })).catch(
      () => undefined,
    );
    expect(readdirSync(workingDirectory)).toEqual([]);
  });
});
