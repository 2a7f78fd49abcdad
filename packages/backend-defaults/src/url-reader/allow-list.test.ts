import { createConfigReader } from '@portico/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAllowList } from './allow-list.ts';

function allow(...entries: { host: string; paths?: string[] }[]): (url: string) => boolean {
  const data = { backend: { reading: { allow: entries } } };
  const isAllowed = readAllowList(createConfigReader([{ context: 'test', data }]));
  return url => isAllowed(new URL(url));
}

describe('readAllowList', () => {
  it('allows nothing without configuration', () => {
    expect(readAllowList(createConfigReader([]))(new URL('https://example.com'))).toBe(false);
  });

  it.each([
    ['example.com', 'https://example.com/x', true],
    ['example.com', 'http://example.com/x', true],
    ['Example.com', 'https://EXAMPLE.com/x', true],
    ['example.com', 'https://example.com:8443/x', false],
    ['example.com', 'https://sub.example.com/x', false],
    ['example.com', 'https://example.com.evil.com/x', false],
    ['example.com', 'https://evil.com/example.com', false],
    ['*.example.com', 'https://a.b.example.com/x', true],
    ['*.example.com', 'https://example.com/x', false],
    ['*.example.com', 'https://evilexample.com/x', false],
    ['example.com:8443', 'https://example.com:8443/x', true],
    ['example.com:443', 'https://example.com/x', true],
    ['example.com:443', 'http://example.com/x', false],
    ['*.example.com:8000-8010', 'http://a.example.com:8005/x', true],
    ['*.example.com:8000-8010', 'http://a.example.com:8011/x', false],
    ['[::1]:8080', 'http://[::1]:8080/x', true],
    ['127.0.0.1', 'http://2130706433/x', true],
  ])('%s and %s: %s', (host, url, expected) => {
    expect(allow({ host })(url)).toBe(expected);
  });

  it.each([
    ['/a', '/a', true],
    ['/a', '/a/b', true],
    ['/a', '/ab', false],
    ['/a/', '/a/b', true],
    ['/a/', '/a', false],
    ['/a', '/a/../b', false],
    ['/a', '/a/%2e%2e/b', false],
    ['/a', '/a/..%2fb', false],
    ['/a', '/a/%2e%2e%2fb', false],
    ['/a', '/a/..%5cb', false],
    ['/a', '/a/%252e%252e%252fb', false],
    ['/a', '/a/...', true],
  ])('paths [%s] and %s: %s', (path, asked, expected) => {
    expect(allow({ host: 'h', paths: [path] })(`https://h${asked}`)).toBe(expected);
  });

  it('never lets a path climb out, however it is written', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '%2f',
      '%5c',
      '\\',
      '%252e',
      '%25252e',
      '/',
      '%',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        const url = `https://h/a/${parts.join('')}`;
        if (!allow({ host: 'h', paths: ['/a'] })(url)) return;
        let decoded = new URL(url).pathname;
        for (let round = 0; round < 5; round += 1) {
          decoded = decoded.replaceAll(/%(2e|2f|5c|25)/gi, decodeURIComponent).replaceAll('\\', '/');
        }
        expect(new URL(`https://h${decoded.replace(/^\/+/, '/')}`).pathname).toMatch(/^\/a(\/|$)/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '',
    '*',
    'a.*.com',
    'https://example.com',
    'example.com:',
    'example.com:0',
    'example.com:9-8',
    'example.com:x',
    'a b',
  ])('refuses %j', host => {
    expect(() => allow({ host })).toThrow();
  });
});
