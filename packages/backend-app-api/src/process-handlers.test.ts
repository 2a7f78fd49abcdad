import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Outcome {
  stdout: string;
  stderr: string;
  code: number | null;
}

/** Runs a backend in a process of its own, and sends it a signal once it says that it is running. */
async function run(behaviour: string, signal?: NodeJS.Signals): Promise<Outcome> {
  const script = fileURLToPath(new URL('testing/run-backend.ts', import.meta.url));
  const child = spawn(process.execPath, [script, behaviour], {
    env: { ...process.env, NODE_ENV: 'development' },
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', chunk => (stderr += String(chunk)));
  child.stdout.on('data', chunk => {
    stdout += String(chunk);
    if (signal && !child.killed && stdout.includes('running')) child.kill(signal);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { stdout, stderr, code };
}

describe('the process of a backend', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops everything and exits with 0 on %s', async signal => {
    expect(await run('run', signal)).toMatchObject({ stdout: 'running\nstopped\n', stderr: '', code: 0 });
  });

  it('ends when the last of several backends in it has stopped', async () => {
    expect(await run('pair', 'SIGTERM')).toMatchObject({
      stdout: 'running\nstopped\nslow stopped\n',
      code: 0,
    });
  });

  it('stops everything when nothing is left to do', async () => {
    expect(await run('idle')).toMatchObject({ stdout: 'running\nstopped\n', code: 0 });
  });

  it('exits with 1 when stopping fails', async () => {
    const { code, stderr } = await run('fail-stop', 'SIGTERM');
    expect([code, stderr]).toEqual([1, 'Failed to stop: Error: no stop\n']);
  });

  it.each(['reject', 'throw'])('survives what nobody handles, and logs it (%s)', async behaviour => {
    const { stdout, code } = await run(behaviour, 'SIGTERM');
    expect(stdout).toMatch(/^running\nerror (Unhandled rejection|Uncaught exception)\nstopped\n$/);
    expect(code).toBe(0);
  });

  it.each([
    [
      'fail-start',
      /^Backend startup failed due to the following errors:\n {2}Plugin 'subject' startup failed; caused by Error: no start\n$/,
    ],
    ['twice', /^registerInit was not called by register in plugin 'subject'; call it once\n$/],
  ])('exits with 1 and says why when the start fails (%s)', async (behaviour, message) => {
    const { stderr, code } = await run(behaviour);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });
});
