import { existsSync, readFileSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extractArchive } from './extract-archive.ts';
import { readTarArchive } from './read-tar.ts';
import { readZipArchive } from './read-zip.ts';
import { inChunks, summary, tarOf, zipOf, type TestEntry } from '../testing/archives.ts';
import { createExtractionTarget, createScratchFolder } from '../testing/extraction-target.ts';

const scratch = createScratchFolder();

const readers = { tar: readTarArchive, 'tar.gz': readTarArchive, zip: readZipArchive };
const makers = {
  tar: (e: TestEntry[]) => tarOf(e),
  'tar.gz': (e: TestEntry[]) => gzipSync(tarOf(e)),
  zip: zipOf,
};
const formats = ['tar', 'tar.gz', 'zip'] as const;

describe.each(formats)('a %s archive', format => {
  const read = (entries: TestEntry[], options = {}) =>
    readers[format](inChunks(makers[format](entries)), options);

  it('gives its files and links', async () => {
    const big = 'x'.repeat(100_000);
    const entries = [
      { path: 'top/a.yaml', content: 'kind: A' },
      { path: './top//big', content: big },
      { path: 'top/ü.md', content: '' },
      { path: 'top/link', link: 'a.yaml' },
    ];
    expect(await summary(read(entries))).toEqual({
      'top/a.yaml': 'kind: A',
      'top/big': big,
      'top/ü.md': '',
      'top/link': '-> a.yaml',
    });
  });

  it('skips what is not read, and stops when nobody asks for more', async () => {
    const paths: string[] = [];
    for await (const entry of read([
      { path: 'a', content: 'x'.repeat(5000) },
      { path: 'b', content: 'y' },
    ])) {
      paths.push(entry.path);
    }
    expect(paths).toEqual(['a', 'b']);
    for await (const entry of read([{ path: 'a', content: 'x'.repeat(500_000) }, { path: 'b' }])) {
      for await (const _chunk of entry.content()) break;
      break;
    }
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', '..\\x', 'a\\..\\..\\x', 'C:\\x', 'C:/x', '\\\\host\\x'])(
    'refuses a path like %j',
    async path => {
      await expect(summary(read([{ path, content: 'x' }]))).rejects.toMatchObject({ name: 'InputError' });
    },
  );

  it('stops at the limits', async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ path: `f${index}`, content: 'x'.repeat(1000) }));
    await expect(summary(read(many, { maxBytes: 9000 }))).rejects.toThrow(/more than 9000 bytes/);
    await expect(summary(read(many, { maxEntries: 7 }))).rejects.toThrow(/more than 7 entries/);
  });

  it('stops when told to, also in the middle of a file', async () => {
    const stop = new AbortController();
    const reading = (async () => {
      for await (const entry of read([{ path: 'a', content: 'x'.repeat(500_000) }], {
        signal: stop.signal,
      })) {
        for await (const _chunk of entry.content()) stop.abort(new Error('enough'));
      }
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  it('names what is no such archive, or breaks off', async () => {
    const invalid = { name: 'InputError' };
    await expect(
      summary(readers[format](inChunks(Buffer.from('<html>Please sign in</html>')))),
    ).rejects.toMatchObject(invalid);
    const whole = makers[format]([{ path: 'a', content: 'x'.repeat(50_000) }]);
    await expect(
      summary(readers[format](inChunks(whole.subarray(0, whole.length >> 1)))),
    ).rejects.toMatchObject(invalid);
  });

  it('passes on the error of its source', async () => {
    const whole = makers[format]([
      { path: 'a', content: 'x'.repeat(50_000) },
      { path: 'b', content: 'x' },
    ]);
    const source = async function* () {
      yield whole.subarray(0, 600);
      throw new TypeError('connection lost');
    };
    await expect(summary(readers[format](source()))).rejects.toThrow('connection lost');
  });

  it('is extracted with its links, without those that leave', async () => {
    const { directory, base, top } = await createExtractionTarget(scratch);
    const result = await extractArchive(
      read([
        { path: 'docs/index.md', content: '# Home' },
        { path: 'docs/home', link: 'index.md' },
        { path: 'up', link: '../outside' },
        { path: 'abs', link: join(top, 'outside/secret') },
        { path: 'chain', link: 'up/secret' },
        { path: 'loop', link: 'loop' },
        { path: 'later', link: 'turn/../outside' },
        { path: 'turn', link: '.' },
      ]),
      directory,
    );
    expect(result.leftOut.toSorted()).toEqual(['abs', 'later', 'loop', 'up']);
    expect(readdirSync(base).toSorted()).toEqual(['chain', 'docs', 'turn']);
    expect(existsSync(join(base, 'chain'))).toBe(false);
    expect(readlinkSync(join(base, 'docs/home'))).toBe('index.md');
    expect(readFileSync(join(base, 'docs/home'), 'utf8')).toBe('# Home');
  });

  it('does not write through links that it brings along, or finds', async () => {
    const { directory, base, top } = await createExtractionTarget(scratch);
    symlinkSync('../outside', join(base, 'found'));
    await expect(
      extractArchive(read([{ path: 'found/evil', content: 'x' }]), directory),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await extractArchive(
      read([
        { path: 'sub', link: '../outside' },
        { path: 'sub/evil', content: 'x' },
      ]),
      directory,
    );
    expect(readdirSync(join(top, 'outside'))).toEqual(['secret']);
  });
});
