import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMockDirectory } from './mock-directory.ts';

describe('a mock directory', () => {
  it('holds what it is given, and is gone at the end of its scope', async () => {
    let path = '';
    {
      await using directory = createMockDirectory({
        content: { 'a.txt': 'text', sub: { 'b/c.bin': Buffer.from([0, 1]) } },
      });
      path = directory.path;
      expect(readFileSync(directory.resolve('sub', 'b', 'c.bin'))).toEqual(Buffer.from([0, 1]));
      directory.addContent({ 'sub/d.txt': 'more', empty: {}, link: ({ symlink }) => symlink('/etc') });
      expect(directory.content()).toEqual({
        'a.txt': 'text',
        empty: {},
        sub: { 'd.txt': 'more', b: { 'c.bin': Buffer.from([0, 1]) } },
      });
      expect(directory.content({ path: 'sub/b', shouldReadAsText: true })).toEqual({
        'c.bin': '\u0000\u0001',
      });
      expect(directory.content({ path: 'nowhere' })).toBeUndefined();
      directory.setContent({ only: 'this' });
      expect(directory.content()).toEqual({ only: 'this' });
      directory.clear();
      expect(directory.content()).toEqual({});
    }
    expect(existsSync(path)).toBe(false);
  });

  it('refuses paths that lead out of it', () => {
    using directory = createMockDirectory();
    for (const path of ['../x', '/etc/passwd', 'a/../../x', `${directory.path}x`]) {
      expect(() => directory.resolve(path)).toThrow('leads out of the mock directory');
    }
    expect(() => directory.addContent({ '../x': 'y' })).toThrow('leads out of the mock directory');
  });
});
