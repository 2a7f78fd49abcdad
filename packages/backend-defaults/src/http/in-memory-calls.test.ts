import { request } from 'node:http';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import express, { type Handler } from 'express';
import { describe, expect, it } from 'vitest';
import { createHttpWorld, type HttpWorld } from './testing/http-world.ts';

const authorization = 'Bearer user';

/** A world with one plugin, whose handler is reached both ways. */
function createWorld(...handlers: Handler[]): Promise<HttpWorld> {
  return createHttpWorld({ plugins: { demo: http => handlers.forEach(handler => http.use(handler)) } });
}

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}

/** Asks over a real socket, which `fetch` of the own origin does not use. */
async function askByWire(
  url: string,
  options: { method?: string; body?: string; headers?: object } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { body, method = 'GET', headers } = options;
  const req = request(url, { method, headers: { authorization, ...headers } }, async res => {
    resolve({ status: res.statusCode, headers: withoutHopByHop(res.headers), body: await text(res) });
  });
  req.on('error', reject);
  req.end(body);
  return promise;
}

async function askInMemory(url: string, options: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, {
    ...options,
    headers: { authorization, ...(options.headers as object) },
  });
  const { status, headers } = response;
  const all = { ...Object.fromEntries(headers), 'set-cookie': headers.getSetCookie() };
  return { status, headers: withoutHopByHop(all), body: await response.text() };
}

function withoutHopByHop(headers: Record<string, unknown>): Record<string, unknown> {
  const { connection: _1, 'keep-alive': _2, 'transfer-encoding': _3, date, ...rest } = headers;
  return { ...rest, date: typeof date, 'set-cookie': [rest['set-cookie'] ?? []].flat() };
}

describe('calls of the own server', () => {
  const isOnSocket: Handler = (req, res) => {
    res.json(req.socket instanceof Socket);
  };

  it('need no socket with fetch, as long as the server runs', async () => {
    const world = await createWorld(isOnSocket);
    expect((await askInMemory(`${world.url}/api/demo`)).body).toBe('false');
    expect((await askByWire(`${world.url}/api/demo`)).body).toBe('true');
    await world.stop();
    await expect(fetch(`${world.url}/api/demo`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('are told apart when several servers are in the process, and stop in any order', async () => {
    const name =
      (id: string): Handler =>
      (req, res) =>
        void res.json([id, req.socket instanceof Socket]);
    const a = await createWorld(name('a'));
    await using b = await createWorld(name('b'));
    expect((await askInMemory(`${a.url}/api/demo`)).body).toBe('["a",false]');
    await a.stop();
    expect((await askInMemory(`${b.url}/api/demo`)).body).toBe('["b",false]');
  });

  it('need no trust in a certificate that was made for development', async () => {
    await using world = await createHttpWorld({
      config: { backend: { https: true, baseUrl: 'https://portal.example' } },
      plugins: { demo: http => http.use((req, res) => void res.json([req.protocol, req.secure])) },
    });
    expect((await askInMemory(`${world.url}/api/demo`)).body).toBe('["https",true]');
  });

  const json = express.json();
  const routes: Record<string, Handler> = {
    '/json': (_req, res) => void res.json({ ü: ['é', 1] }),
    '/status': (_req, res) => void res.status(418).send('teapot'),
    '/empty': (_req, res) => void res.sendStatus(204),
    '/nothing': (_req, res) => void res.end(),
    '/redirect': (_req, res) => void res.set('x-a', 'b').status(201).location('/x').end('made'),
    '/cookies': (_req, res) => void res.cookie('a', '1').cookie('b', '2').json(1),
    '/head': (_req, res) =>
      void res.writeHead(202, 'Fine', { 'X-Own': 'yes', 'Content-Type': 'text/plain' }).end('done'),
    '/head-list': (_req, res) => void res.writeHead(200, ['X-One', '1', 'X-Two', '2']).end('done'),
    '/chunks': (_req, res) => void Readable.from(['a', 'bé', Buffer.from('c')]).pipe(res),
    '/latin': (_req, res) =>
      void res.type('text/plain').write('\u00e9', 'latin1', () => res.end('ff', 'hex')),
    '/big': (_req, res) => void res.send('x'.repeat(3_000_000)),
    '/echo': (req, res, next) => json(req, res, () => void (req.body ? res.json(req.body) : next())),
    '/throws': () => {
      throw new Error('boom');
    },
    '/rejects': async () => {
      throw Object.assign(new Error('no tea'), { name: 'InputError' });
    },
  };
  const route: Handler = (req, res, next) => {
    const handler = routes[req.path];
    return handler ? handler(req, res, next) : next();
  };

  it.each([...Object.keys(routes), '/unknown'])('answer %s as over the wire', async path => {
    await using world = await createWorld(route);
    const url = `${world.url}/api/demo${path}`;
    const post = { method: 'POST', body: '{"a":[1,"é"]}', headers: { 'content-type': 'application/json' } };
    for (const options of [{}, { method: 'HEAD' }, post]) {
      const wire = await askByWire(url, options);
      const memory = await askInMemory(url, { ...options, redirect: 'manual' });
      const normal = ({ body, ...rest }: Answer) => ({ ...rest, body: body.replace(/logId=\w+/, 'logId') });
      const { 'content-length': a, etag: b, ...headers } = memory.headers;
      const { 'content-length': c, etag: d, ...wireHeaders } = wire.headers;
      expect({ ...normal(memory), headers }).toEqual({ ...normal(wire), headers: wireHeaders });
      if (!path.endsWith('throws')) expect([a, b]).toEqual([c, d]);
    }
  });

  it('carry bodies that are streams, both ways and without end', async () => {
    await using world = await createWorld((req, res) => void req.pipe(res));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(Buffer.from(`chunk ${sent};`));
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { authorization } } as RequestInit;
    const response = await fetch(`${world.url}/api/demo`, init);
    let seen = '';
    for await (const chunk of response.body!) {
      seen += Buffer.from(chunk).toString();
      if (seen.includes('chunk 20;')) break;
    }
    expect(seen).toContain('chunk 1;chunk 2;');
    expect(sent).toBeLessThan(100);
  });

  it('hold the sender back until the receiver reads', async () => {
    let written = 0;
    await using world = await createWorld((_req, res) => {
      const write = (): void => {
        while (written < 10_000 && res.write(Buffer.alloc(10_000))) written++;
        if (written < 10_000) res.once('drain', write);
        else res.end();
      };
      write();
    });
    const response = await fetch(`${world.url}/api/demo`, { headers: { authorization } });
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(written).toBeLessThan(1000);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThanOrEqual(100_000_000);
  });

  it('tell the handler when the caller aborts, and the caller when the handler breaks off', async () => {
    const entered = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<string>();
    await using world = await createWorld((req, res) => {
      entered.resolve();
      if (req.path === '/break') res.write('half', () => res.destroy());
      else res.on('close', () => closed.resolve(`finished: ${res.writableFinished}`));
    });
    const controller = new AbortController();
    const call = fetch(`${world.url}/api/demo/wait`, {
      headers: { authorization },
      signal: controller.signal,
    });
    void entered.promise.then(() => controller.abort());
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(await closed.promise).toBe('finished: false');
    const broken = await fetch(`${world.url}/api/demo/break`, { headers: { authorization } });
    await expect(broken.text()).rejects.toMatchObject({ message: 'terminated' });
  });
});
