import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A backend that runs as a process of its own until it is disposed. */
export interface BackendProcess extends AsyncDisposable {
  baseUrl: string;
  /** Everything it printed so far. */
  output(): string;
}

/** Starts `backends/<name>.ts` in an empty folder with this configuration, and waits until it is ready. */
export async function startBackendProcess(name: string, config: object = {}): Promise<BackendProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-conformance-'));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  // plugins look for the workspace that they run in
  writeFileSync(join(folder, 'package.json'), '{"name":"app","workspaces":["packages/*"]}');
  writeFileSync(
    join(folder, 'app-config.yaml'),
    JSON.stringify({
      app: { title: 'Conformance', baseUrl },
      ...config,
      backend: {
        baseUrl,
        listen: { port },
        database: { client: 'better-sqlite3', connection: { directory: join(folder, 'data') } },
        ...(config as { backend?: object }).backend,
      },
    }),
  );
  const script = join(import.meta.dirname, '../backends', `${name}.ts`);
  const child = spawn(process.execPath, [script, '--config', join(folder, 'app-config.yaml')], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'development', NODE_OPTIONS: '' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  const dispose = async () => {
    child.kill('SIGTERM');
    await Promise.race([exited, sleep(60_000)]);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 2400; tries += 1) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${baseUrl}/.backstage/health/v1/readiness`).catch(() => undefined);
    if (ready?.status === 200) return { baseUrl, output: () => output, [Symbol.asyncDispose]: dispose };
    await sleep(50);
  }
  await dispose();
  throw new Error(`The backend '${name}' did not become ready:\n${output}`);
}

/** A TCP port that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}
