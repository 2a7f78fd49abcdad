import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** One request, whose answer is its status or, without one, its error's code. */
function ask(agent: Agent, url: string): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  const req = request(url, { agent, method: 'POST' }, res => {
    res
      .on('end', () => resolve(res.statusCode ?? 0))
      .on('error', () => resolve('ABORTED'))
      .resume();
  });
  req.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'UNKNOWN'));
  req.end();
  return promise;
}

it('SIGTERM under load: what was answered is done, nothing hangs, and the process ends well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-shutdown-'));
  const file = join(folder, 'written');
  const program = join(import.meta.dirname, 'testing', 'writing-backend.ts');
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = fork(program, [file], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [port] = (await once(child, 'message')) as [number];
  await once(child, 'message');

  const agent = new Agent({ keepAlive: true });
  const answers: (number | string)[] = [];
  const answered: string[] = [];
  const client = async (name: number): Promise<void> => {
    for (let i = 0; i < 1000; i++) {
      const answer = await ask(agent, `http://localhost:${port}/api/notes/${name}-${i}`);
      answers.push(answer);
      if (answer === 200) answered.push(`${name}-${i}`);
      if (answer === 'ECONNREFUSED') return;
    }
  };
  const clients = Array.from({ length: 16 }, (_, name) => client(name));
  await expect.poll(() => answered.length).toBeGreaterThan(100);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.all(clients);
  expect(await exited).toEqual([0, null]);

  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const ids = (state: string) =>
    lines.flatMap(line => (line.startsWith(`${state} `) ? [line.slice(state.length + 1)] : []));
  expect(ids('done').toSorted()).toEqual(answered.toSorted());
  expect(ids('begun').toSorted()).toEqual(answered.toSorted());
  const kinds = new Set(answers);
  for (const expected of [200, 503, 'ECONNREFUSED', 'ECONNRESET']) kinds.delete(expected);
  expect([...kinds]).toEqual([]);
  rmSync(folder, { recursive: true });
});
