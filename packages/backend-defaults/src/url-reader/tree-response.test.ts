import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Header } from 'tar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tarOf, zipOf } from './testing/archives.ts';
import { createTreeResponseFactory } from './tree-response-factory.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'portico-trees-')));
afterAll(() => rmSync(scratch, { recursive: true }));
let workingDirectory = '';
beforeEach(() => {
  workingDirectory = mkdtempSync(join(scratch, 'work-'));
});

const factory = (limits = {}) =>
  createTreeResponseFactory({ workingDirectory, maxBytes: 1_000_000, maxKeptBytes: 500_000, ...limits });
const files = {
  'a.txt': 'a',
  'docs/b.txt': 'b',
  'docs/deep/c.txt': 'c',
  'docs/link': '->b.txt',
  'docs/out': '->../../../etc/passwd',
};

async function contents(tree: { files(): Promise<{ path: string; content(): Promise<Buffer> }[]> }) {
  const found = await tree.files();
  return Object.fromEntries(
    await Promise.all(found.map(async ({ path, content }) => [path, String(await content())])),
  );
}

describe('createTreeResponseFactory', () => {
  it('reads a tar archive from a stream or a response', async () => {
    const archive = await tarOf(files, 'top');
    const stream = () => Readable.from([archive.subarray(0, 100), archive.subarray(100)]);
    const whole = await factory().fromTarArchive({ stream: stream(), etag: 'e' });
    expect(whole.etag).toBe('e');
    expect(await contents(whole)).toEqual({
      'a.txt': 'a',
      'docs/b.txt': 'b',
      'docs/deep/c.txt': 'c',
      'docs/link': 'b',
    });
    const response = new Response(new Uint8Array(archive), { headers: { etag: 'from-response' } });
    const part = await factory().fromTarArchive({
      response,
      subpath: 'docs/',
      filter: path => path !== 'b.txt',
    });
    expect(part.etag).toBe('from-response');
    expect(await contents(part)).toEqual({ 'deep/c.txt': 'c' });
    const unstripped = await factory().fromTarArchive({
      stream: stream(),
      etag: '',
      stripFirstDirectory: false,
      subpath: 'top/docs/deep',
    });
    expect(await contents(unstripped)).toEqual({ 'c.txt': 'c' });
    const override = await factory().fromTarArchive({
      response: new Response(new Uint8Array(archive), { headers: { etag: 'x' } }),
      etag: 'mine',
    });
    expect(override.etag).toBe('mine');
  });

  it('reads a zip archive, and a list of streams', async () => {
    const zip = zipOf({ 'docs/a.txt': 'a', 'docs/deep/b.txt': 'b', 'c.txt': 'c' });
    const tree = await factory().fromZipArchive({ stream: Readable.from([zip]), etag: 'z', subpath: 'docs' });
    expect(await contents(tree)).toEqual({ 'a.txt': 'a', 'deep/b.txt': 'b' });
    const data = (text: string) => Readable.from([text]);
    const list = [
      { data: data('a'), path: 'x/a.txt' },
      { data: data(''), path: 'x/' },
      { data: data('b'), path: 'b', lastModifiedAt: new Date(0) },
    ];
    expect(await contents(await factory().fromReadableArray(list))).toEqual({ 'x/a.txt': 'a', b: 'b' });
  });

  it('writes to the folder that it is given, or a new one, and packs without leaving one', async () => {
    const archive = await tarOf(files, 'top');
    const tree = await factory().fromTarArchive({ stream: Readable.from([archive]), etag: '' });
    const folder = await tree.dir();
    expect(folder.startsWith(workingDirectory)).toBe(true);
    expect(readFileSync(join(folder, 'docs/link'), 'utf8')).toBe('b');
    expect(existsSync(join(folder, 'docs/out'))).toBe(false);
    rmSync(folder, { recursive: true });
    const packing = await factory().fromTarArchive({
      stream: Readable.from([archive]),
      etag: '',
      subpath: 'docs',
    });
    const packed = await buffer(await packing.archive());
    expect(readdirSync(workingDirectory)).toEqual([]);
    const again = await factory().fromTarArchive({ stream: Readable.from([packed]), etag: '' });
    expect(await contents(again)).toEqual({ 'b.txt': 'b', 'deep/c.txt': 'c', link: 'b' });
  });

  it('stays in the folder, and cleans up after an archive that does not', async () => {
    const targetDir = join(workingDirectory, 'target');
    mkdirSync(targetDir);
    writeFileSync(join(workingDirectory, 'secret'), 'secret');
    const evil = (path: string) => {
      const header = Buffer.alloc(512);
      new Header({ path, type: 'File', size: 4 }).encode(header);
      return Buffer.concat([header, Buffer.from('evil'.padEnd(512, '\0')), Buffer.alloc(1024)]);
    };
    for (const path of ['top/../../secret', '../secret', '/top/secret', 'top/..\\..\\secret']) {
      const tree = await factory().fromTarArchive({ stream: Readable.from([evil(path)]), etag: '' });
      await expect(tree.dir({ targetDir })).rejects.toMatchObject({ name: 'InputError' });
      const temporary = await factory().fromTarArchive({ stream: Readable.from([evil(path)]), etag: '' });
      await expect(temporary.dir()).rejects.toThrow();
    }
    const streams = await factory().fromReadableArray([{ data: Readable.from(['evil']), path: '../secret' }]);
    await expect(streams.dir({ targetDir })).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(readFileSync(join(workingDirectory, 'secret'), 'utf8')).toBe('secret');
    expect(readdirSync(workingDirectory).toSorted()).toEqual(['secret', 'target']);
  });

  it('keeps and unpacks no more than it may', async () => {
    const archive = await tarOf({ big: 'x'.repeat(400_000), second: 'x'.repeat(400_000) }, 'top');
    const open = async (limits = {}) =>
      factory(limits).fromTarArchive({ stream: Readable.from([archive]), etag: '' });
    await expect((await open()).files()).rejects.toThrow(/more than 500000 bytes in files/);
    await expect((await open({ maxBytes: 600_000 })).dir()).rejects.toThrow(
      /more than 600000 bytes unpacked/,
    );
    const filtered = await factory().fromTarArchive({
      stream: Readable.from([archive]),
      etag: '',
      filter: path => path === 'big',
    });
    expect(await filtered.files()).toHaveLength(1);
    expect(readdirSync(workingDirectory)).toEqual([]);
  });
});
