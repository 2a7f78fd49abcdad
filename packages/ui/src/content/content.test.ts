import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRelativeTime } from './format-relative-time.ts';
import { paintLine, splitLines, type CodeLanguage } from './paint-code.ts';
import { initialsOf } from './person-avatar.tsx';
import { renderMarkdown } from './render-markdown.ts';

describe('renderMarkdown', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](  javascript:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](vbscript:x)',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](&#106;avascript:alert(1))',
    '![x](javascript:alert(1))',
    '![x](data:text/html,<script>)',
    '<javascript:alert(1)>',
    '[x][y]\n\n[y]: javascript:alert(1)',
    '<svg/onload=alert(1)>',
    '``` "><script>alert(1)</script>\n```',
  ])('makes nothing of %j that runs', markdown => {
    const html = renderMarkdown(markdown);
    expect(html).not.toMatch(/<(?:script|svg|iframe|object)|<[^>]+\son\w+=/i);
    expect(html).not.toMatch(/(?:href|src)="\s*(?:javascript|vbscript|data:text)/i);
  });

  it('makes no tag that it does not know, whatever the text', () => {
    const known =
      /^<\/?(?:p|em|strong|s|code|pre|a|ul|ol|li|h[1-6]|blockquote|hr|br|img|table|thead|tbody|tr|th|td)\b[^<>]*>$/;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'()[]!*_`#-:/ \nabjs&;='.split('')) }), text => {
        for (const [tag] of renderMarkdown(text).matchAll(/<[^>]*>/g)) expect(tag).toMatch(known);
      }),
    );
  });

  it('asks for nothing when images are left out', () => {
    const html = renderMarkdown('![a <b>](https://tracker.example/x.png) and [l](https://example.com)', {
      hasImages: false,
    });
    expect(html).toContain('a &lt;b&gt; and <a href="https://example.com" target="_blank"');
    expect(html).not.toMatch(/<img|tracker/);
  });

  it('opens links elsewhere in a new tab, and keeps links within the portal', () => {
    expect(renderMarkdown('[a](https://example.com)')).toContain('target="_blank" rel="noopener noreferrer"');
    expect(renderMarkdown('[a](/catalog)')).toBe('<p><a href="/catalog">a</a></p>\n');
  });
});

describe('painted code', () => {
  const paint = (text: string, language: CodeLanguage) =>
    splitLines(text).map(line => paintLine(line, language));

  it('loses and adds nothing', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(
          'text' as const,
          'json' as const,
          'yaml' as const,
          'graphql' as const,
          'proto' as const,
        ),
        (text, language) => {
          const painted = paint(text, language).map(line => line.map(part => part.text).join(''));
          expect(painted.join('\n')).toBe(text.replace(/\n$/, ''));
        },
      ),
    );
  });

  it('knows keys, texts, numbers, words and comments', () => {
    const looks = (text: string, language: 'json' | 'yaml') =>
      paint(text, language).flatMap(line =>
        line.flatMap(part => (part.look ? [[part.look, part.text]] : [])),
      );
    expect(looks('{"a": "b", "c": -1.5, "d": null}', 'json')).toEqual([
      ['key', '"a"'],
      ['string', '"b"'],
      ['key', '"c"'],
      ['number', '-1.5'],
      ['key', '"d"'],
      ['word', 'null'],
    ]);
    expect(looks('# c\na: "x" # y\n- b: 12\nurl: http://x', 'yaml')).toEqual([
      ['comment', '# c'],
      ['key', 'a'],
      ['string', '"x"'],
      ['comment', '# y'],
      ['key', 'b'],
      ['number', '12'],
      ['key', 'url'],
    ]);
  });
});

it('formatRelativeTime says it as people do', () => {
  const now = Date.UTC(2026, 0, 10);
  const ago = (seconds: number) => formatRelativeTime(now - seconds * 1000, now, 'en');
  expect([ago(5), ago(200), ago(7300), ago(86_400), ago(3_000_000), ago(-90_000)]).toEqual([
    'now',
    '3 minutes ago',
    '2 hours ago',
    '1 day ago',
    '1 month ago',
    'in 1 day',
  ]);
});

it('initialsOf takes the first and the last name, of any script', () => {
  expect(['Ada King Lovelace', 'team-a', '🦊 fox', '', 'ann'].map(initialsOf)).toEqual([
    'AL',
    'TA',
    '🦊F',
    '',
    'A',
  ]);
});
