import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeRequestTarget } from './request-target.ts';

describe('normalizeRequestTarget', () => {
  it.each([
    '/',
    '/api/catalog/entities?filter=a=../b&x=%2e%2e/',
    '/.backstage/health/v1/readiness',
    '/api/proxy/a/https://example.com/x',
    '/api/x/..hidden/a...b/...',
    '/api/x/group%2Fproject/DOMAIN%5Cuser',
    '/api/x/100%25/%zz',
  ])('takes %s as it is', target => {
    expect(normalizeRequestTarget(target)).toBe(target);
  });

  it.each([
    '//api/catalog',
    '//evil.example/x',
    '/api/open/../secret',
    '/api/open/./x',
    '/api/open/..',
    '/api/open/%2e%2e/secret',
    '/api/open/.%2E/secret',
    '/api/open/..%2fsecret',
    '/api/open/..%5csecret',
    '/api/open/..;/secret',
    '/api\\catalog',
    '/api/x%00.png',
    '/api/x\0',
    'api/catalog',
    '*',
    '',
    'ftp://host/x',
    'http://',
  ])('refuses %j', target => {
    expect(normalizeRequestTarget(target)).toBeUndefined();
  });

  it('cuts a target that names the origin', () => {
    expect(normalizeRequestTarget('http://portal.example:80/api/x?y=1')).toBe('/api/x?y=1');
    expect(normalizeRequestTarget('HTTPS://portal.example')).toBe('/');
  });

  it('lets nothing through that a URL parser would resolve to another path', () => {
    const part = fc.constantFrom(
      '/',
      '//',
      '.',
      '..',
      '%2e',
      '%2E',
      '%2f',
      '%5C',
      '\\',
      'a',
      'api',
      '?',
      '%00',
      ';',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), parts => {
        const target = normalizeRequestTarget(`/${parts.join('')}`);
        if (target === undefined) return;
        const pathname = target.split('?')[0];
        expect(new URL(`http://host${target}`).pathname).toBe(pathname);
        const segments = decodeURIComponent(pathname ?? '').split(/[/\\]/);
        expect(segments).not.toContain('..');
        expect(segments).not.toContain('.');
      }),
      { numRuns: 2000 },
    );
  });
});
