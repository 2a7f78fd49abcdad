import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import { builtinKinds } from '@portico/catalog-model';
import { builtinKindLooks } from './entity/kind-look.tsx';
import { Link } from './link.tsx';
import { describeError } from './states/describe-error.ts';

const markup = (to: string) =>
  renderToStaticMarkup(
    <MemoryRouter>
      <Link to={to} isPlain>
        x
      </Link>
    </MemoryRouter>,
  );

describe('Link', () => {
  it('stays within the portal, or opens a new tab', () => {
    expect(markup('/catalog?a=b')).toBe('<a href="/catalog?a=b" data-discover="true">x</a>');
    expect(markup('https://example.com')).toBe(
      '<a href="https://example.com" target="_blank" rel="noopener noreferrer">x</a>',
    );
    expect(markup('mailto:a@example.com')).toBe('<a href="mailto:a@example.com">x</a>');
  });

  it.each([
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    'evil',
  ])('makes no link of %j', to => expect(markup(to)).toBe('<span>x</span>'));
});

it('the looks of kinds are those of the catalog model', () => {
  const hues = builtinKinds.map(({ kind, display }) => [kind.toLowerCase(), display?.hue]);
  const looks = Object.entries(builtinKindLooks).map(([kind, { hue }]) => [kind, hue]);
  expect(Object.fromEntries(looks)).toEqual(Object.fromEntries(hues));
});

describe('describeError', () => {
  it('tells what the server said, with the log id apart', () => {
    const error = Object.assign(
      new Error('Request failed with 500 Internal Server Error', {
        cause: new Error('An internal error occurred logId=0af3'),
      }),
      { statusCode: 500 },
    );
    expect(describeError(error)).toEqual({
      message: 'An internal error occurred',
      reason: undefined,
      logId: '0af3',
      status: 500,
      details:
        'Error: Request failed with 500 Internal Server Error\nError: An internal error occurred logId=0af3',
    });
  });

  const answered = (statusCode: number, message: string) =>
    Object.assign(new Error('Request failed', { cause: new Error(message) }), { statusCode });

  it.each([
    ['Failed to fetch', 'unreachable', 'The backend cannot be reached'],
    ['NetworkError when attempting to fetch resource.', 'unreachable', 'The backend cannot be reached'],
    ['Load failed', 'unreachable', 'The backend cannot be reached'],
    ['x is not a function', undefined, 'x is not a function'],
  ])('knows of %j whether a server answered', (message, reason, shown) => {
    expect(describeError(new TypeError(message))).toMatchObject({ reason, message: shown });
  });

  it('knows what a refusal is about', () => {
    expect(describeError(answered(401, 'Illegal token'))).toMatchObject({
      reason: 'signedOut',
      message: 'You are no longer signed in',
      details: expect.stringContaining('Illegal token'),
    });
    expect(describeError(answered(403, "Missing the permission 'a.read'; ask X")).message).toBe(
      "It takes the permission 'a.read'. Ask those who run the portal for it.",
    );
    expect(describeError(answered(403, 'Not on Sundays'))).toMatchObject({
      reason: 'forbidden',
      message: 'Not on Sundays',
    });
  });

  it('leaves out the page that a proxy answers with', () => {
    const { message, details } = describeError(
      answered(502, 'Request failed with status 502, <html>bad</html>'),
    );
    expect(message).toBe('Request failed with status 502');
    expect(details).not.toContain('<html>');
  });

  it('makes something of anything', () => {
    for (const thrown of ['text', undefined, null, 42, {}, new Error('')]) {
      expect(describeError(thrown).message).not.toBe('');
    }
  });
});
