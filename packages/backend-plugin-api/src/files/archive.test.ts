import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Header, type HeaderData } from 'tar';
import { afterAll, describe, expect, it } from 'vitest';
import type { ArchiveEntry } from './archive-entry.ts';
import { openConfinedDirectory } from './confined-directory.ts';
import { extractArchive } from './extract-archive.ts';
import { readTarArchive } from './read-tar.ts';
import { readZipArchive } from './read-zip.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'portico-archive-')));
afterAll(() => rmSync(scratch, { recursive: true }));

interface TestEntry {
  path: string;
  content?: string;
  link?: string;
  type?: HeaderData['type'];
}

function tarOf(entries: TestEntry[], end = 1024): Buffer {
  const blocks = entries.flatMap(
    ({ path, content = '', link, type = link === undefined ? 'File' : 'SymbolicLink' }) => {
      const body = Buffer.from(content);
      const header = Buffer.alloc(512);
      new Header({
        path,
        type,
        size: body.length,
        mode: 0o640,
        mtime: new Date(1e12),
        ...(link !== undefined && { linkpath: link }),
      }).encode(header);
      return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
    },
  );
  return Buffer.concat([...blocks, Buffer.alloc(end)]);
}

function zipOf(entries: (TestEntry & { claimed?: number; flags?: number })[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, content = '', link, claimed, flags = 0x800 } of entries) {
    const name = Buffer.from(path);
    const body = Buffer.from(link ?? content);
    const data = deflateRawSync(body);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(0x5821, 8);
    shared.writeUInt32LE(crc32(body), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(claimed ?? body.length, 18);
    shared.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('504b0304', 'hex'), shared, name, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((link === undefined ? 0o100644 : 0o120777) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('504b0102', 'hex'), Buffer.from([20, 3]), shared, rest, name);
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const readers = { tar: readTarArchive, 'tar.gz': readTarArchive, zip: readZipArchive };
const makers = {
  tar: (e: TestEntry[]) => tarOf(e),
  'tar.gz': (e: TestEntry[]) => gzipSync(tarOf(e)),
  zip: zipOf,
};
const formats = ['tar', 'tar.gz', 'zip'] as const;

async function* inChunks(data: Buffer, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

async function summary(entries: AsyncIterable<ArchiveEntry>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const entry of entries) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.content()) chunks.push(chunk);
    found[entry.path] = entry.type === 'link' ? `-> ${entry.target}` : Buffer.concat(chunks).toString();
  }
  return found;
}

let count = 0;
async function target() {
  const top = join(scratch, String((count += 1)));
  mkdirSync(join(top, 'outside'), { recursive: true });
  writeFileSync(join(top, 'outside/secret'), 'secret');
  return {
    top,
    base: join(top, 'base'),
    directory: await openConfinedDirectory(join(top, 'base'), { create: true }),
  };
}

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
    const { directory, base, top } = await target();
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
    const { directory, base, top } = await target();
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
        const { directory, base, top } = await target();
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
