import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { gatherWrites } from './gather-writes.ts';

it('writes the answers of one turn together, and all of them', async () => {
  const waiting: ServerResponse[] = [];
  const unwritten: number[][] = [];
  await using server = await serve(res => {
    if (waiting.push(res) < 3) return;
    for (const one of waiting) {
      one.end('x'.repeat(100_000));
      unwritten.push(waiting.map(other => Math.sign(other.socket?.writableLength ?? 0)));
    }
  }, Infinity);
  const answers = await Promise.all([1, 2, 3].map(async () => (await fetch(server.url)).text()));
  expect(answers.map(answer => answer.length)).toEqual([100_000, 100_000, 100_000]);
  expect(unwritten).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [1, 1, 1],
  ]);
});

it('does not keep an answer back while others take their time', async () => {
  const waiting: ServerResponse[] = [];
  let before = 1;
  await using server = await serve(res => {
    if (waiting.push(res) < 2) return;
    waiting[0]?.end('first');
    for (const started = performance.now(); performance.now() - started < 2;);
    const socket = waiting[0]?.socket;
    res.end('second');
    before = socket?.writableLength ?? 0;
  });
  const answers = await Promise.all([1, 2].map(async () => (await fetch(server.url)).text()));
  expect(answers.toSorted()).toEqual(['first', 'second']);
  expect(before).toBe(0);
});

it('sends a stream piece by piece, and pipelined answers in their order', async () => {
  let count = 0;
  let proceed: (() => void) | undefined;
  await using server = await serve(res => {
    count += 1;
    if (count > 1) res.end(`answer ${count}.`);
    else {
      res.write('piece 1.');
      proceed = () => void res.end('piece 2.');
    }
  });
  const socket = connect(server.port, 'localhost');
  const get = 'GET / HTTP/1.1\r\nHost: a\r\n';
  socket.write(`${get}\r\n${get}\r\n${get}Connection: close\r\n\r\n`);
  const [first] = (await new Promise(resolve => socket.once('data', (...data) => resolve(data)))) as [Buffer];
  expect(first.toString()).toContain('piece 1.');
  proceed?.();
  const rest = await text(socket);
  expect(rest.match(/piece \d|answer \d/g)).toEqual(['piece 2', 'answer 2', 'answer 3']);
});

it('writes what waits when it is to stop, and everything at once from then on', async () => {
  const waiting: ServerResponse[] = [];
  let unwritten: number[] = [];
  await using server = await serve(res => {
    if (waiting.push(res) < 2) return;
    const sockets = waiting.map(one => one.socket);
    waiting[0]?.end('first');
    server.stop();
    waiting[1]?.end('second');
    unwritten = sockets.map(socket => socket?.writableLength ?? -1);
  });
  await Promise.all([1, 2].map(async () => (await fetch(server.url)).text()));
  expect(unwritten).toEqual([0, 0]);
});

it.each([undefined, new Error('enough')])(
  'writes an answer before its connection is destroyed (%s)',
  async error => {
    await using server = await serve((res, req) => {
      req.on('error', () => {});
      res.writeHead(413).end('too large');
      req.destroy(error);
    });
    const socket = connect(server.port, 'localhost');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 [^]*too large/);
  },
);

it('destroys a connection whose other end is gone', async () => {
  let destroyed: Promise<unknown> | undefined;
  const client = Promise.withResolvers<Socket>();
  await using server = await serve(async (res, req) => {
    req.on('error', () => {});
    (await client.promise).resetAndDestroy();
    const { socket } = req;
    destroyed = new Promise(resolve => socket.once('close', resolve));
    res.end('x'.repeat(100_000));
    socket.destroy();
    expect(socket.destroyed).toBe(true);
  });
  const socket = connect(server.port, 'localhost');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  client.resolve(socket);
  await new Promise(resolve => socket.once('close', resolve));
  await expect.poll(() => destroyed).toBeDefined();
  await destroyed;
});

async function serve(
  handle: (res: ServerResponse, req: IncomingMessage) => void,
  patience?: number,
): Promise<{ url: string; port: number; stop(): void } & AsyncDisposable> {
  const server = createServer((req, res) => handle(res, req));
  const stop = gatherWrites(server, 'connection', patience);
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    port,
    stop,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
