import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { median, report } from '../report.ts';

const rounds = 5;
const seconds = 4;
const connections = 16;
const port = 7127;
const barePort = 7128;

/** Requests per second of an empty route with a verified user token, and of bare `node:http`, taking turns. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), String(barePort)], {
    stdio: 'inherit',
  });
  const portico = startPortico(folder);
  try {
    const token = await signIn();
    const subjects = [
      { name: 'node:http', url: `http://localhost:${barePort}/` },
      { name: 'Portico, empty route with a user token', url: `http://localhost:${port}/api/empty/` },
    ];
    const rates = new Map(subjects.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round <= rounds; round++) {
      for (const { name, url } of subjects) {
        const rate = await load(url, token);
        if (round > 0) rates.get(name)?.push(rate); // the first round warms up
      }
    }
    const ceiling = median(rates.get('node:http') ?? []);
    report(
      'http',
      subjects.map(({ name }) => {
        const rate = median(rates.get(name) ?? []);
        return { subject: name, 'requests/s': Math.round(rate), ratio: Number((rate / ceiling).toFixed(2)) };
      }),
    );
  } finally {
    await Promise.all([bare, portico].map(end));
    rmSync(folder, { recursive: true, force: true });
  }
}

function startPortico(folder: string): ChildProcess {
  const config = join(folder, 'app-config.yaml');
  const baseUrl = `http://localhost:${port}`;
  const data = {
    app: { title: 'Bench', baseUrl },
    backend: { baseUrl, listen: { port }, database: { client: 'better-sqlite3', connection: ':memory:' } },
    auth: { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } },
  };
  writeFileSync(config, JSON.stringify(data));
  return spawn(process.execPath, [join(import.meta.dirname, 'portico.ts'), '--config', config], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', openSync(join(folder, 'log'), 'w'), 'inherit'],
  });
}

/** Signs the guest in, as soon as the server is there. */
async function signIn(): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const response = await fetch(`http://localhost:${port}/api/auth/guest/refresh`, { method: 'POST' }).catch(
      () => undefined,
    );
    if (response?.ok) {
      const { backstageIdentity } = (await response.json()) as { backstageIdentity: { token: string } };
      return backstageIdentity.token;
    }
    await sleep(100);
  }
  throw new Error('Portico did not let the guest sign in');
}

async function load(url: string, token: string): Promise<number> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${token}` },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} failed ${result.non2xx + result.errors} times`);
  return result.requests.total / result.duration;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await new Promise(resolve => child.once('exit', resolve));
}

await main();
