import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replaceScriptUrls } from './safe-annotations.ts';
import { REJECTED_ANNOTATION_URL, classifyUrl, toSafeHref } from './url-safety.ts';

it('sorts URLs by their scheme', () => {
  expect(classifyUrl('https://a')).toBe('safe');
  expect(classifyUrl('MAILTO:a@b')).toBe('safe');
  expect(classifyUrl('slack://channel')).toBe('safe');
  expect(classifyUrl('blob:https://a/b')).toBe('unknown');
  expect(classifyUrl('acme-tool:open')).toBe('unknown');
  expect(classifyUrl('../relative')).toBe('unknown');
  expect(toSafeHref(' https://a ')).toBe('https://a');
  expect(toSafeHref('file:///etc/passwd')).toBeUndefined();
});

it('knows a script behind everything that browsers skip', () => {
  const skipped = fc.stringMatching(/^[\t\n\r]{0,3}$/);
  const leading = fc
    .array(fc.constantFrom('\u0000', '\u001f', ' ', '\t'), { maxLength: 5 })
    .map(parts => parts.join(''));
  const scheme = fc.constantFrom('javascript:', 'vbscript:', 'data:', 'JaVaScRiPt:');
  fc.assert(
    fc.property(leading, skipped, scheme, fc.string(), (lead, gap, word, rest) => {
      const url = lead + word.split('').join(gap) + rest;
      expect(classifyUrl(url)).toBe('script');
      expect(toSafeHref(url)).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

it('agrees with the URL parser on what a script is', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[ \t]{0,2}(javascript|java script|data|https?|x)[:/ ]{0,3}[a-z:/]{0,5}$/),
      url => {
        if (!URL.canParse(url)) return;
        const isScript = ['javascript:', 'data:', 'vbscript:'].includes(new URL(url).protocol);
        expect(classifyUrl(url) === 'script').toBe(isScript);
      },
    ),
    { numRuns: 2000 },
  );
});

it('replaces script URLs in the annotations that become links, and copies nothing otherwise', () => {
  const entity = (annotations: Record<string, string>) => ({
    apiVersion: 'a/v1',
    kind: 'K',
    metadata: { name: 'n', annotations },
  });
  const good = entity({ 'backstage.io/view-url': 'https://a', other: 'javascript:x' });
  expect(replaceScriptUrls(good)).toBe(good);
  const bad = entity({
    'backstage.io/view-url': 'javascript:x',
    'backstage.io/edit-url': '\u0001data:x',
    other: 'y',
  });
  expect(replaceScriptUrls(bad).metadata.annotations).toEqual({
    'backstage.io/view-url': REJECTED_ANNOTATION_URL,
    'backstage.io/edit-url': REJECTED_ANNOTATION_URL,
    other: 'y',
  });
  expect(bad.metadata.annotations?.['backstage.io/view-url']).toBe('javascript:x');
});
