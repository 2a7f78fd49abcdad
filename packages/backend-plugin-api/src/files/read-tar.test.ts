import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { extractArchive } from './extract-archive.ts';
import { readTarArchive } from './read-tar.ts';
import { inChunks, summary, tarOf } from '../testing/archives.ts';
import { createExtractionTarget, createScratchFolder } from '../testing/extraction-target.ts';

const scratch = createScratchFolder();

describe('a tar archive', () => {
  it('is read to its end, whatever types of entries it has', async () => {
    const archive = tarOf([
      { path: 'dir/', type: 'Directory' },
      { path: 'hard', type: 'Link', link: 'dir/a' },
      { path: 'device', type: 'CharacterDevice' },
      { path: 'pipe', type: 'FIFO' },
      { path: 'dir/a', content: 'a' },
    ]);
    expect(await summary(readTarArchive(inChunks(archive)))).toEqual({ 'dir/a': 'a' });
  });

  it('unpacks no more of a bomb than the limit', async () => {
    const header = Buffer.alloc(512);
    new Header({ path: 'big', type: 'File', size: 8 * 1024 ** 3 - 1 }).encode(header);
    let sent = 0;
    // Each member of a gzip stream may be alone; a megabyte of zeros is a kilobyte here.
    const zeros = gzipSync(Buffer.alloc(1 << 20));
    const endless = async function* () {
      yield gzipSync(Buffer.concat([tarOf([{ path: 'a', content: 'x' }], 0), header]));
      for (; ; sent += 1) yield zeros;
    };
    const reading = summary(readTarArchive(endless(), { maxBytes: 20_000_000 }));
    await expect(reading).rejects.toThrow(/more than 20000000 bytes unpacked/);
    expect(sent).toBeLessThan(100);
  });

  it('is unpacked once only', async () => {
    const twice = gzipSync(gzipSync(tarOf([{ path: 'a', content: 'x' }])));
    await expect(summary(readTarArchive(inChunks(twice)))).rejects.toMatchObject({ name: 'InputError' });
  });

  it('that breaks off between two entries is not taken for whole', async () => {
    await expect(summary(readTarArchive(inChunks(tarOf([{ path: 'a', content: 'x' }], 0))))).rejects.toThrow(
      /breaks off/,
    );
  });

  // What another implementation has written, in the formats that are about.
  it.each(['ustar', 'gnu', 'pax', 'v7'])('of the format %s is read as it was written', async format => {
    const names =
      format === 'v7' || format === 'ustar'
        ? ['a', 'd/ä.md']
        : ['a', 'd/ä.md', `${'long/'.repeat(60)}name.txt`];
    const folder = mkdtempSync(join(scratch, 'written-'));
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), name.repeat(300));
    }
    symlinkSync(
      format === 'v7' || format === 'ustar' ? 'a' : `x/${'long/'.repeat(40)}`,
      join(folder, 'link'),
    );
    const archive = execFileSync('tar', ['-C', folder, `--format=${format}`, '-c', '.'], { maxBuffer: 1e8 });
    const found = await summary(readTarArchive(inChunks(archive, 777)));
    expect(Object.keys(found).toSorted()).toEqual([...names, 'link'].toSorted());
    for (const name of names) expect(found[name]).toBe(name.repeat(300));
    expect(found['link']).toBe(`-> ${readlinkSync(join(folder, 'link'))}`);
  });

  it('is read or refused, and nothing else, whatever its bytes', async () => {
    const whole = tarOf([
      { path: 'a', content: 'x'.repeat(700) },
      { path: 'b', link: 'a' },
    ]);
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(flips, fc.nat(whole.length), fc.boolean(), async (changes, cut, zipped) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        const data = bytes.subarray(0, cut);
        try {
          await summary(readTarArchive(inChunks(zipped ? gzipSync(data) : data, 100)));
        } catch (error) {
          expect(error).toMatchObject({ name: 'InputError' });
        }
      }),
    );
  });

  it('never writes outside, whatever its entries', async () => {
    const part = fc.constantFrom('a', 'b', '..', '.', 'outside', 'secret', '');
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
    const entry = fc.oneof(
      fc.record({ path, content: fc.constant('evil') }),
      fc.record({
        path,
        link: fc.tuple(fc.boolean(), path).map(([absolute, to]) => (absolute ? join(scratch, to) : to)),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async entries => {
        const { directory, base, top } = await createExtractionTarget(scratch);
        await extractArchive(readTarArchive(inChunks(tarOf(entries))), directory).catch(() => undefined);
        expect(readdirSync(top).toSorted()).toEqual(['base', 'outside']);
        expect(readdirSync(join(top, 'outside'))).toEqual(['secret']);
        const links = (await directory.list('.', { recursive: true })).filter(({ type }) => type === 'link');
        for (const { path: link } of links) {
          const full = join(base, link);
          if (existsSync(full)) expect(`${realpathSync(full)}/`.startsWith(`${base}/`)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
