import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Load, measureLoad } from '../measure-load.ts';
import { median, report } from '../report.ts';

// Short ones: whatever else the machine does, it does to both of a round.
const rounds = 16;
const seconds = 1;
const port = 7127;
const barePort = 7128;

/**
 * Requests per second, and processor time for each, of an empty route with a
 * verified user token and of bare `node:http`, taking turns.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), String(barePort)], {
    stdio: 'inherit',
  });
  const portico = startPortico(folder);
  try {
    const token = await signIn();
    const subjects = [
      { name: 'node:http', pid: bare.pid, url: `http://localhost:${barePort}/` },
      {
        name: 'Portico, empty route with a user token',
        pid: portico.pid,
        url: `http://localhost:${port}/api/empty/`,
      },
    ];
    const rates = subjects.map(() => [] as Load[]);
    for (let round = 0; round <= rounds; round++) {
      for (const [index, { url, pid }] of subjects.entries()) {
        const measured = await measureLoad({ url, pid, token, seconds });
        if (round > 0) rates[index]?.push(measured); // the first round warms up
      }
    }
    const ceilings = rates[0] ?? [];
    report(
      'http',
      subjects.map(({ name }, index) => {
        const own = rates[index] ?? [];
        const ratio = median(own.map(({ rate }, round) => rate / (ceilings[round]?.rate ?? 1)));
        return {
          subject: name,
          'requests/s': Math.round(median(own.map(({ rate }) => rate))),
          ratio: Number(ratio.toFixed(2)),
          'cpu, µs/request': Number(median(own.map(({ cpu }) => cpu)).toFixed(1)),
        };
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

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await new Promise(resolve => child.once('exit', resolve));
}

await main();
