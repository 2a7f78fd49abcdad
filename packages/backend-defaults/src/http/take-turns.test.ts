import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
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
