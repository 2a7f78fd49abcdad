import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createHttpWorld } from './testing/http-world.ts';

const headers = { authorization: 'Bearer user' };

/** Sends bytes as they are, and gives all that comes back until the server closes. */
async function sendRaw(port: number, ...parts: string[]): Promise<string> {
  const socket = connect(port, 'localhost');
  let answer = '';
  const closed = new Promise(resolve => socket.on('close', resolve));
  socket.on('error', () => {}).on('data', data => (answer += data.toString()));
  for (const part of parts) socket.write(part);
  await closed;
  return answer;
}

const createEchoWorld = () =>
  createHttpWorld({
    plugins: {
      demo: http => {
        http.use(express.json());
        http.use((req, res) => void res.json({ url: req.url, body: req.body ?? null }));
      },
      open: http => {
        http.addAuthPolicy({ path: '/public', allow: 'unauthenticated' });
        http.use((req, res) => void res.json(req.url));
      },
    },
  });

describe('bad requests', () => {
  it('that name the origin lead handlers to no other path than the one that was judged', async () => {
    await using world = await createHttpWorld({
      plugins: {
        open: http => {
          http.addAuthPolicy({ path: '/public', allow: 'unauthenticated' });
          http.use((req, res) => void res.json([req.url, req.originalUrl]));
        },
      },
    });
    const head = 'Host: localhost\r\nConnection: close\r\n\r\n';
    const answer = await sendRaw(
      world.port,
      `GET http://localhost/api/open/secret/../public/x?y HTTP/1.1\r\n${head}`,
    );
    expect(answer).toContain('["/public/x?y","/api/open/public/x?y"]');
  });

  it.each(['{"a":', '{', 'nonsense', '\u0000', '{"__proto__":{"x":1},}'])(
    'malformed JSON %j is 400',
    async body => {
      await using world = await createEchoWorld();
      const response = await fetch(`${world.url}/api/demo`, {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': 'application/json' },
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: { name: 'SyntaxError' },
        response: { statusCode: 400 },
      });
    },
  );

  it('a body of 100 MB is 413, said in full, and the server goes on', async () => {
    await using world = await createEchoWorld();
    const { promise, resolve } = Promise.withResolvers<[number | undefined, string]>();
    const chunk = Buffer.alloc(1_000_000, 'x');
    const req = request(`${world.url}/api/demo`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
    });
    req.on('response', async res => resolve([res.statusCode, await text(res)]));
    req.on('error', () => {});
    let sent = 0;
    const write = (): void => {
      while (sent++ < 100) if (!req.write(chunk)) return void req.once('drain', write);
      req.end();
    };
    write();
    const [status, body] = await promise;
    expect(status).toBe(413);
    expect(JSON.parse(body)).toMatchObject({ error: { name: 'PayloadTooLargeError' } });
    req.destroy();
    expect((await fetch(`${world.url}/api/demo`, { headers })).status).toBe(200);
  });

  it('an endless body that nobody wants is cut', async () => {
    await using world = await createEchoWorld();
    const socket = connect(world.port, 'localhost');
    let closed = false;
    socket
      .on('close', () => (closed = true))
      .on('error', () => {})
      .resume();
    socket.write('POST /api/none HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    while (!closed) {
      socket.write(chunk);
      await sleep(1);
    }
    expect(closed).toBe(true);
  });

  it('10,000 headers, and headers without end, are 431', async () => {
    await using world = await createEchoWorld();
    const start = 'GET /api/demo HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer user\r\nConnection: close\r\n';
    const lines = (count: number) => Array.from({ length: count }, (_, i) => `h${i}: 1\r\n`).join('');
    // The connection is closed while they are still being sent: not every client gets to see why.
    expect(await sendRaw(world.port, start, lines(10_000), '\r\n')).toMatch(/^(HTTP\/1.1 431 |$)/);
    expect(await sendRaw(world.port, start, lines(1_100), '\r\n')).toMatch(/^HTTP\/1.1 431 /);
    expect(await sendRaw(world.port, start, `Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
    expect(await sendRaw(world.port, start, lines(500), '\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each([
    ['//api/open/public', 400],
    ['/api//open/public', 404],
    ['/api/open/public/../secret', 400],
    ['/api/open/public/%2e%2e/secret', 400],
    ['/api/open/public/..%2fsecret', 400],
    ['/api/open/public\\..\\secret', 400],
    ['/api\\open\\secret', 400],
    ['/api/./open/secret', 400],
    ['/api/%6fpen/public', 404],
    ['/api/open%2fpublic', 404],
    ['/api/open//public', 401],
    ['/api/open/secret', 401],
    ['/API/OPEN/secret', 401],
    ['/API/OPEN/Public', 200],
    ['/api/open/public%00', 400],
    ['http://elsewhere/api/open/public', 200],
    ['http://elsewhere/api/open/secret', 401],
    ['*', 400],
  ])('the target %s is %i', async (target, status) => {
    await using world = await createEchoWorld();
    const answer = await sendRaw(
      world.port,
      `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    // What has no handler has no answer either.
    if (status === 200 || status === 404) return;
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      error: { name: expect.any(String), message: expect.stringMatching(/./) },
      request: { method: 'GET' },
      response: { statusCode: status },
    });
  });

  it.each([
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    'GET / HTTP/1.1\r\nHost : x\r\n\r\n',
    'nonsense\r\n\r\n',
  ])('ambiguous framing is 400: %j', async raw => {
    await using world = await createEchoWorld();
    expect(await sendRaw(world.port, raw)).toMatch(/^HTTP\/1.1 400 /);
  });

  it('clients that never finish are let go of, and keep nobody else waiting', async () => {
    await using world = await createHttpWorld({
      // Long enough for a busy machine to see the whole of a request that is no fault.
      config: { backend: { server: { headersTimeout: 3000, requestTimeout: { milliseconds: 3000 } } } },
      plugins: { demo: http => http.use(express.json()) },
    });
    const slowHeaders = sendRaw(world.port, 'GET /api/demo HTTP/1.1\r\nHos');
    const slowBody = sendRaw(world.port, 'POST /api/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
    expect((await fetch(`${world.url}/.backstage/health/v1/liveness`)).status).toBe(200);
    expect(await slowHeaders).toMatch(/^HTTP\/1.1 408 /);
    expect(await slowBody).toMatch(/^HTTP\/1.1 (401|408) /);
  });
});

describe('handlers that fail', () => {
  it('do not take others with them', async () => {
    await using world = await createHttpWorld({
      plugins: {
        demo: http => {
          http.use((req, _res, next) => {
            if (req.path === '/sync') throw new Error('sync');
            if (req.path === '/next') return next(new Error('next'));
            return Promise.reject(new Error('async'));
          });
        },
        well: http => http.use((_req, res) => void res.json(1)),
      },
    });
    for (const path of ['/sync', '/next', '/async']) {
      expect((await fetch(`${world.url}/api/demo${path}`, { headers })).status).toBe(500);
    }
    expect((await fetch(`${world.url}/api/well`, { headers })).status).toBe(200);
  });
});

describe('stopping', () => {
  it('finishes what is in flight, refuses what is new, and closes idle connections', async () => {
    const entered = Promise.withResolvers<void>();
    const world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use(async (_req, res) => {
            entered.resolve();
            await sleep(100);
            res.json('done');
          }),
      },
    });
    const idle: Socket = connect(world.port, 'localhost');
    const idleClosed = new Promise(resolve => idle.on('close', resolve));
    const { promise, resolve } = Promise.withResolvers<[string | undefined, string]>();
    request(`${world.url}/api/demo`, { headers }, async res =>
      resolve([res.headers.connection, await text(res)]),
    ).end();
    await entered.promise;
    const stopped = world.stop();
    expect((await promise)[1]).toBe('"done"');
    await stopped;
    await idleClosed;
    await expect(fetch(world.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('cuts what does not end in time', async () => {
    const entered = Promise.withResolvers<void>();
    const world = await createHttpWorld({
      config: { backend: { lifecycle: { serverShutdownTimeout: { milliseconds: 30 } } } },
      plugins: { demo: http => http.use(() => entered.resolve()) },
    });
    const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException>();
    request(`${world.url}/api/demo`, { headers }).on('error', resolve).end();
    await entered.promise;
    await world.stop();
    expect((await promise).code).toBe('ECONNRESET');
  });
});
