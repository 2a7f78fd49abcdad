import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createHttpWorld } from './testing/http-world.ts';

async function ask(
  url: string,
  encoding?: string,
  userAgent = 'curl/8',
): Promise<[IncomingMessage['headers'], Buffer]> {
  const { promise, resolve, reject } = Promise.withResolvers<[IncomingMessage['headers'], Buffer]>();
  const headers = {
    authorization: 'Bearer user',
    'user-agent': userAgent,
    ...(encoding ? { 'accept-encoding': encoding } : {}),
  };
  request(url, { headers }, async res => resolve([res.headers, await buffer(res)]))
    .on('error', reject)
    .end();
  return promise;
}

it('compresses long text for those who take it, and nothing else', async () => {
  const text = 'portico '.repeat(1000);
  await using world = await createHttpWorld({
    plugins: {
      demo: http =>
        http.use((req, res) => {
          if (req.path === '/short') res.json('short');
          else res.type(req.path === '/image' ? 'image/png' : 'text/plain').send(Buffer.from(text));
        }),
    },
  });
  const long = `${world.url}/api/demo/long`;
  const [gzip, zipped] = await ask(long, 'gzip, deflate');
  expect([gzip['content-encoding'], gzip.vary, gunzipSync(zipped).toString()]).toEqual([
    'gzip',
    'Accept-Encoding',
    text,
  ]);
  const [br, squeezed] = await ask(long, 'br, gzip');
  expect([br['content-encoding'], brotliDecompressSync(squeezed).toString()]).toEqual(['br', text]);
  for (const [path, encoding] of [
    ['long', undefined],
    ['long', 'identity'],
    ['short', 'gzip'],
    ['image', 'gzip'],
  ] as const) {
    const [headers] = await ask(`${world.url}/api/demo/${path}`, encoding);
    expect(headers['content-encoding']).toBeUndefined();
  }
});

it('spares another process on this machine', async () => {
  await using world = await createHttpWorld({
    plugins: {
      demo: http => http.use((_req, res) => void res.type('text/plain').send('portico '.repeat(1000))),
    },
  });
  const encodingFor = async (userAgent: string): Promise<string | undefined> => {
    const [headers] = await ask(`${world.url}/api/demo/long`, 'gzip, deflate', userAgent);
    return headers['content-encoding'];
  };
  expect(await encodingFor('node')).toBeUndefined();
  expect(await encodingFor('Mozilla/5.0')).toBe('gzip');
});
