import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createPresetHeaders, type PresetHeaders } from './preset-headers.ts';

const headers: [string, string][] = [
  ['Content-Security-Policy', "default-src 'self'"],
  ['X-Frame-Options', 'SAMEORIGIN'],
];

async function ask(preset: PresetHeaders, change: (res: ServerResponse) => void): Promise<unknown> {
  const server = createServer((_req, res) => {
    preset(res);
    change(res);
    res.end(
      JSON.stringify([res.getHeaders(), res.getHeader('x-frame-options'), res.hasHeader('X-FRAME-options')]),
    );
  }).listen(0);
  const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`);
  const { date: _, ...sent } = Object.fromEntries(response.headers);
  const answer = [sent, await response.json()];
  server.closeAllConnections();
  server.close();
  return answer;
}

describe('createPresetHeaders', () => {
  it.each<[string, (res: ServerResponse) => void]>([
    ['as they are', () => {}],
    ['with one more', res => res.setHeader('X-More', '1')],
    ['with one replaced', res => res.setHeader('x-frame-options', 'DENY')],
    ['with one removed', res => res.removeHeader('X-Frame-Options')],
    ['with a value appended', res => res.appendHeader('x-frame-options', 'DENY')],
    ['written by writeHead', res => res.writeHead(201, { 'X-Frame-Options': 'DENY', 'X-More': '1' })],
  ])('sends what setHeader would, %s', async (_, change) => {
    const setEach: PresetHeaders = res => headers.forEach(([name, value]) => res.setHeader(name, value));
    const preset = createPresetHeaders(headers);
    const expected = await ask(setEach, change);
    expect(await ask(preset, change)).toEqual(expected);
    // What one response was made into is not seen by the next.
    expect(await ask(preset, change)).toEqual(expected);
  });

  it('keeps what was set before', async () => {
    const preset = createPresetHeaders(headers);
    const both: PresetHeaders = res => {
      res.setHeader('X-First', '1');
      preset(res);
    };
    expect(await ask(both, () => {})).toMatchObject([
      { 'x-first': '1', 'x-frame-options': 'SAMEORIGIN' },
      {},
    ]);
  });

  it('refuses what is no header', () => {
    expect(() => createPresetHeaders([['X-A', 'b\r\nX-C: d']])).toThrow(/Invalid character/);
  });
});
