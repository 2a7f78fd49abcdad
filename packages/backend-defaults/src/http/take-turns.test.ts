import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { takeTurns } from './take-turns.ts';

const clients = 40;

it('accepts who comes before it answers again and again who is there', async () => {
  let answered = 0;
  let connected = 0;
  let answeredBefore = 0;
  const server = createServer().listen(0, '127.0.0.1');
  takeTurns(server, 'connection', (_req, res) => {
    answered += 1;
    res.end(`answer ${answered}`);
  });
  server.on('connection', () => {
    connected += 1;
    answeredBefore = answered;
  });
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const ask = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', agent }, response => resolve(text(response)));
      sent.on('error', reject).end();
    });

  const all = Array.from({ length: clients }, async () => {
    const answers: string[] = [];
    do answers.push(await ask());
    while (connected < clients);
    return answers;
  });
  const answers = (await Promise.all(all)).flat();
  agent.destroy();
  server.close();

  expect(answeredBefore).toBeLessThanOrEqual(2 * clients);
  expect(new Set(answers).size).toBe(answered);
});

it('does not answer who has gone while the answer had to wait', async () => {
  const gone = new Set<boolean>();
  const server = createServer().listen(0, '127.0.0.1');
  takeTurns(server, 'connection', (_req, res) => {
    gone.add(res.destroyed);
    res.end();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const requests = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(20);
  const sockets = Array.from({ length: clients }, () => connect(port, '127.0.0.1'));
  await Promise.all(
    sockets.map(async socket => {
      await new Promise(resolve => socket.write(requests, resolve));
      socket.resetAndDestroy();
    }),
  );
  while ((await countConnections(server)) > 0) await setTimeout(10);
  server.close();

  expect(gone.has(true)).toBe(false);
});

async function countConnections(server: Server): Promise<number> {
  return promisify(server.getConnections.bind(server))();
}
