import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openConfinedDirectory } from './confined-directory.ts';
import { copyConfined } from './copy-confined.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'portico-confined-')));
afterAll(() => rmSync(scratch, { recursive: true }));

let count = 0;
async function sandbox() {
  const top = join(scratch, String((count += 1)));
  const outside = join(top, 'outside');
  mkdirSync(join(top, 'base', 'docs'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), 'secret');
  writeFileSync(join(top, 'base/docs/index.md'), '# Home');
  return { top, outside, base: join(top, 'base'), directory: await openConfinedDirectory(join(top, 'base')) };
}

describe('openConfinedDirectory', () => {
  it('reads, writes, lists, moves and removes what is inside', async () => {
    const { directory, base } = await sandbox();
    await directory.writeFile('new/deep/a.txt', 'one');
    await directory.writeFile('new/deep/a.txt', Buffer.from('two'));
    await directory.writeFile(
      'new/b.txt',
      (async function* () {
        yield Buffer.from('str');
        yield 'eamed';
      })(),
    );
    expect(String(await directory.readFile('new/deep/../deep/a.txt'))).toBe('two');
    expect(String(await directory.readFile(join(base, 'new/b.txt')))).toBe('streamed');
    await directory.move('new/b.txt', 'moved/c.txt');
    await directory.makeDirectory('empty/folder');
    symlinkSync('docs', join(base, 'link'));
    expect(await directory.list('.', { recursive: true })).toEqual([
      { path: 'docs', type: 'directory' },
      { path: 'docs/index.md', type: 'file' },
      { path: 'empty', type: 'directory' },
      { path: 'empty/folder', type: 'directory' },
      { path: 'link', type: 'link' },
      { path: 'moved', type: 'directory' },
      { path: 'moved/c.txt', type: 'file' },
      { path: 'new', type: 'directory' },
      { path: 'new/deep', type: 'directory' },
      { path: 'new/deep/a.txt', type: 'file' },
    ]);
    expect(String(await directory.readFile('link/index.md'))).toBe('# Home');
    expect(await directory.list('link')).toEqual([{ path: 'docs/index.md', type: 'file' }]);
    for (const path of ['new', 'moved', 'empty', 'link', 'nothing']) await directory.remove(path);
    expect(readdirSync(base)).toEqual(['docs']);
    expect(String(await directory.readFile('docs/index.md'))).toBe('# Home');
    expect((await directory.stat('docs'))?.isDirectory()).toBe(true);
    expect((await directory.stat('.'))?.isDirectory()).toBe(true);
    expect(await directory.stat('nothing/here')).toBeUndefined();
  });

  it('streams a file, and a range of it', async () => {
    const { directory } = await sandbox();
    const file = await directory.open('docs/index.md');
    expect(file.stats.size).toBe(6);
    expect(String(Buffer.concat(await file.stream({ start: 2, end: 4 }).toArray()))).toBe('Hom');
  });

  it('says what is missing, too large, or no file', async () => {
    const { directory, base } = await sandbox();
    await expect(directory.readFile('nope.md')).rejects.toThrow(/There is no file '.*nope\.md'/);
    await expect(directory.readFile('no/folder.md')).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(directory.readFile('docs/index.md/x')).rejects.toMatchObject({ name: 'InputError' });
    await expect(directory.readFile('docs')).rejects.toThrow(/no regular file/);
    await expect(directory.writeFile('docs', 'x')).rejects.toThrow(/no regular file/);
    await expect(directory.remove('.')).rejects.toThrow(/is the directory itself/);
    await expect(directory.readFile('docs/index.md', { maxBytes: 3 })).rejects.toThrow(/larger than 3 bytes/);
    await expect(openConfinedDirectory(join(base, 'none'))).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await openConfinedDirectory(join(base, 'made/now'), { create: true })).path).toBe(
      join(base, 'made/now'),
    );
  });

  it('does not wait for the other end of a pipe', async () => {
    const { directory, base } = await sandbox();
    execFileSync('mkfifo', [join(base, 'pipe')]);
    await expect(directory.readFile('pipe')).rejects.toThrow(/no regular file/);
    await expect(directory.writeFile('pipe', 'x')).rejects.toThrow();
  });

  it('refuses every operation on what lies outside', async () => {
    const { directory, base, outside } = await sandbox();
    symlinkSync('../outside', join(base, 'out'));
    symlinkSync('out/secret', join(base, 'chain'));
    symlinkSync('../outside/new', join(base, 'dangling'));
    const refused = { name: 'NotAllowedError' };
    for (const path of ['../outside/secret', 'out/secret', 'chain', join(outside, 'secret')]) {
      await expect(directory.readFile(path)).rejects.toMatchObject(refused);
      await expect(directory.writeFile(path, 'x')).rejects.toMatchObject(refused);
    }
    await expect(directory.writeFile('dangling', 'x')).rejects.toMatchObject(refused);
    await expect(directory.list('out')).rejects.toMatchObject(refused);
    await expect(directory.makeDirectory('out/new')).rejects.toMatchObject(refused);
    await expect(directory.remove('out/secret')).rejects.toMatchObject(refused);
    await expect(directory.move('docs', 'out/docs')).rejects.toMatchObject(refused);
    await expect(directory.move('out/secret', 'mine')).rejects.toMatchObject(refused);
    await expect(directory.link('l', '../outside')).rejects.toMatchObject(refused);
    await expect(directory.link('l', outside)).rejects.toMatchObject(refused);
    expect(() => directory.resolve('dangling/x')).toThrow(/leads outside/);
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(readdirSync(base).toSorted()).toEqual(['chain', 'dangling', 'docs', 'out']);
  });

  it('removes links, and never what they lead to', async () => {
    const { directory, base, outside } = await sandbox();
    symlinkSync('../../outside', join(base, 'docs/out'));
    symlinkSync(join(outside, 'secret'), join(base, 'secret'));
    await directory.remove('secret');
    await directory.remove('docs');
    expect(readdirSync(base)).toEqual([]);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  it('finds the links that leave only together', async () => {
    const { directory, base } = await sandbox();
    await directory.link('first', 'middle/../x');
    symlinkSync('.', join(base, 'middle'));
    expect(() => directory.resolve('first')).toThrow(/leads outside/);
    expect(await directory.removeEscapingLinks()).toEqual(['first']);
    expect(readlinkSync(join(base, 'middle'))).toBe('.');
  });

  it('removes a file whose content broke off', async () => {
    const { directory, base } = await sandbox();
    const broken = (async function* () {
      yield 'half';
      throw new Error('broken off');
    })();
    await expect(directory.writeFile('docs/half.md', broken)).rejects.toThrow('broken off');
    expect(readdirSync(join(base, 'docs'))).toEqual(['index.md']);
  });

  it('stays inside while folders are swapped for links under it', async () => {
    const { directory, base, outside } = await sandbox();
    let running = true;
    const attacker = (async () => {
      while (running) {
        renameSync(join(base, 'docs'), join(base, 'aside'));
        symlinkSync('../outside', join(base, 'docs'));
        for (let turns = 0; turns < 6; turns += 1) await turn();
        unlinkSync(join(base, 'docs'));
        renameSync(join(base, 'aside'), join(base, 'docs'));
        await sleep(3);
      }
    })();
    const seen = new Set<string>();
    for (let round = 0; round < 200; round += 1) {
      await sleep(1);
      const results = await Promise.allSettled([
        directory.writeFile('docs/index.md', 'mine'),
        directory.writeFile(`docs/new-${round}`, 'mine'),
        directory.readFile('docs/secret').then(content => seen.add(String(content))),
        directory.remove('docs/secret'),
        directory.list('docs'),
      ]);
      for (const result of results) if (result.status === 'fulfilled') seen.add(result.status);
    }
    running = false;
    await attacker;
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(seen.has('secret')).toBe(false);
    expect(seen.has('fulfilled')).toBe(true);
  });

  it('never touches the outside, whatever is done in whatever tree', async () => {
    const part = fc.constantFrom('a', 'b', 'docs', '..', 'outside', '.', 'index.md');
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), path }),
      fc.record({ do: fc.constant('remove' as const), path }),
      fc.record({ do: fc.constant('move' as const), path, to: path }),
      fc.record({ do: fc.constant('link' as const), path, to: path }),
      fc.record({ do: fc.constant('plant' as const), path: fc.constantFrom('a', 'b', 'docs/a'), to: path }),
      fc.record({ do: fc.constant('make' as const), path }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        const { directory, base, top, outside } = await sandbox();
        for (const each of steps) {
          const work = {
            write: async () => directory.writeFile(each.path, 'changed'),
            remove: async () => directory.remove(each.path),
            move: async () => directory.move(each.path, 'to' in each ? each.to : ''),
            link: async () => directory.link(each.path, 'to' in each ? each.to : ''),
            plant: async () => symlinkSync('to' in each ? each.to : '', join(base, each.path)),
            make: async () => directory.makeDirectory(each.path),
          };
          await work[each.do]().catch(() => undefined);
        }
        expect(readdirSync(top).toSorted()).toEqual(['base', 'outside']);
        expect(readdirSync(outside)).toEqual(['secret']);
        expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
      }),
      { numRuns: 200 },
    );
  });
});

describe('copyConfined', () => {
  it('copies files with their modes, folders and inner links, and leaves out what leads outside', async () => {
    const { directory, base, top } = await sandbox();
    await directory.writeFile('docs/run.sh', '#!/bin/sh', { mode: 0o755 });
    await directory.makeDirectory('docs/empty');
    await directory.link('docs/zz-home', 'index.md');
    symlinkSync('../../outside/secret', join(base, 'docs/out'));
    const target = await openConfinedDirectory(join(top, 'copy'), { create: true });
    const result = await copyConfined(directory, target, {
      source: 'docs',
      target: 'to',
      filter: e => !e.path.endsWith('.bak'),
    });
    expect(result.leftOut).toEqual(['docs/out']);
    expect(readdirSync(join(top, 'copy/to')).toSorted()).toEqual(['empty', 'index.md', 'run.sh', 'zz-home']);
    expect(readlinkSync(join(top, 'copy/to/zz-home'))).toBe('index.md');
    expect(((await target.stat('to/run.sh'))?.mode ?? 0) & 0o100).toBe(0o100);
    await copyConfined(directory, target, { source: 'docs/index.md', target: 'single.md' });
    expect(String(await target.readFile('single.md'))).toBe('# Home');
    await copyConfined(directory, target, { target: 'all' });
    expect(String(await target.readFile('all/docs/zz-home'))).toBe('# Home');
  });
});
