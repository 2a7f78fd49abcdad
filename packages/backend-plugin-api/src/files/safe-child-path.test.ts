import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isChildPath, resolveSafeChildPath } from './safe-child-path.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'portico-paths-')));
afterAll(() => rmSync(scratch, { recursive: true }));

let count = 0;
function sandbox(links: Record<string, string> = {}): { top: string; base: string } {
  const top = join(scratch, String((count += 1)));
  const base = join(top, 'base');
  mkdirSync(join(base, 'a', 'b'), { recursive: true });
  mkdirSync(join(top, 'outside'));
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(base, path));
  return { top, base };
}

describe('resolveSafeChildPath', () => {
  it('gives the absolute path of what is inside, existing or not', () => {
    const { base } = sandbox();
    expect(resolveSafeChildPath(base, 'a/b')).toBe(join(base, 'a/b'));
    expect(resolveSafeChildPath(base, './new/file.txt')).toBe(join(base, 'new/file.txt'));
    expect(resolveSafeChildPath(base, join(base, 'a'))).toBe(join(base, 'a'));
    expect(resolveSafeChildPath(base, '..a/...')).toBe(join(base, '..a/...'));
    expect(resolveSafeChildPath(base, '100%.txt')).toBe(join(base, '100%.txt'));
    expect(resolveSafeChildPath(base, '')).toBe(base);
  });

  it.each([
    '..',
    '../base-sibling',
    '../outside/x',
    'a/../../outside',
    '/etc/passwd',
    '..\\outside',
    'a\\..\\..\\outside',
    '%2e%2e/outside',
    '%2E%2e%2foutside',
    '%252e%252e%252foutside',
    'a/%2e%2e%5c..%5coutside',
    '%2fetc/passwd',
    'a\0b',
    'a%00b',
  ])('refuses %j', path => {
    expect(() => resolveSafeChildPath(sandbox().base, path)).toThrow(/leads outside its directory/);
  });

  it('follows links and chains of links, dangling ones too', () => {
    const { base } = sandbox({
      inner: 'a/b',
      out: '../outside',
      chain: 'inner2',
      inner2: 'a/../out',
      dangling: '../outside/not-yet',
      danglingInside: 'not-yet',
      'a/up': '../..',
    });
    expect(resolveSafeChildPath(base, 'inner/x')).toBe(join(base, 'inner/x'));
    expect(resolveSafeChildPath(base, 'danglingInside/x')).toBe(join(base, 'danglingInside/x'));
    for (const path of ['out', 'out/x', 'chain/x', 'dangling', 'dangling/x', 'a/up/outside', 'a/up']) {
      expect(() => resolveSafeChildPath(base, path)).toThrow(/leads outside/);
    }
  });

  it('refuses a loop of links', () => {
    const { base } = sandbox({ one: 'two', two: 'one' });
    expect(() => resolveSafeChildPath(base, 'one/x')).toThrow(/leads outside/);
    expect(isChildPath(base, join(base, 'one'))).toBe(false);
  });

  it('takes a base that is itself reached through a link', () => {
    const { top, base } = sandbox();
    symlinkSync(base, join(top, 'alias'));
    expect(resolveSafeChildPath(join(top, 'alias'), 'a/b')).toBe(join(top, 'alias/a/b'));
    expect(isChildPath(join(top, 'alias'), join(base, 'a'))).toBe(true);
  });

  // The oracle is the system itself: write to the path, and see where the file has landed.
  it('agrees with where the system writes, in any tree of links', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'a/b', 'a/c', 'a/b/d');
    const part = fc.constantFrom('a', 'b', 'c', 'd', '..', '.', 'outside', 'base');
    const target = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
    const path = fc.array(part, { minLength: 1, maxLength: 5 }).map(parts => parts.join('/'));
    const links = fc.array(fc.tuple(names, target, fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(links, path, (entries, asked) => {
        const { top, base } = sandbox();
        for (const [name, to, absolute] of entries) {
          link(absolute ? join(top, to) : to, join(base, name));
        }
        const accepted = accepts(base, asked);
        const landed = writeAndFind(top, base, join(base, asked));
        if (landed === 'outside') expect(accepted).toBe(false);
        if (landed === 'inside') expect(accepted).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

function link(target: string, path: string): void {
  if (existsSync(dirname(path))) rmSync(path, { recursive: true, force: true });
  try {
    symlinkSync(target, path);
  } catch {
    // Its folder is a dangling link by now.
  }
}

function accepts(base: string, path: string): boolean {
  try {
    resolveSafeChildPath(base, path);
    return true;
  } catch {
    return false;
  }
}

function writeAndFind(top: string, base: string, path: string): 'inside' | 'outside' | 'nowhere' {
  const marker = 'marker.txt';
  try {
    writeFileSync(join(path, marker), '');
  } catch {
    return 'nowhere';
  }
  if (holds(base, marker)) return 'inside';
  return holds(top, marker) || existsSync(join(dirname(top), marker)) ? 'outside' : 'nowhere';
}

function holds(folder: string, name: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some(
    entry => entry.name === name || (entry.isDirectory() && holds(join(folder, entry.name), name)),
  );
}
