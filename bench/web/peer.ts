import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../postgres.ts';
import { run } from './build-portico.ts';
import type { Portal, PortalOptions } from './portal.ts';

const sources = join(import.meta.dirname, 'peer');
/** The official packages and their tool chain are 1.4 GB: they are installed once, outside the project. */
const folder = join(process.env.BENCH_CACHE ?? join(homedir(), '.cache/portico-bench'), 'web-peer');
const app = join(folder, 'packages/app');

/** Installs the official packages unless they are there, and tells their version; rejects where that cannot be. */
export async function installPeer(): Promise<string> {
  const manifests = ['package.json', 'packages/app/package.json', 'packages/backend/package.json'];
  const read = (from: string): string =>
    manifests
      .map(name => (existsSync(join(from, name)) ? readFileSync(join(from, name), 'utf8') : ''))
      .join('');
  const isInstalled = read(folder) === read(sources) && existsSync(join(folder, 'installed'));
  cpSync(sources, folder, { recursive: true });
  if (!isInstalled) {
    await run('npm', ['install', '--include=dev'], folder);
    writeFileSync(join(folder, 'installed'), '');
  }
  const catalog = join(folder, 'node_modules/@backstage/plugin-catalog/package.json');
  return (JSON.parse(readFileSync(catalog, 'utf8')) as { version: string }).version;
}

/** Builds the official app with its own bundler; tells the seconds. */
export async function buildPeer(): Promise<number> {
  writeFileSync(join(folder, 'app-config.yaml'), JSON.stringify(configFor(7007)));
  const started = performance.now();
  await run(join(folder, 'node_modules/.bin/backstage-cli'), ['package', 'build'], app);
  return (performance.now() - started) / 1000;
}

/** Starts the official backend, which serves the built app. */
export async function startPeer({ postgres, locations }: PortalOptions): Promise<Portal> {
  const port = await freePort();
  const { host, port: databasePort, user, password } = postgres.connection;
  const config = join(folder, 'app-config.run.yaml');
  const data = configFor(port);
  const database = {
    client: 'pg',
    prefix: 'peer_plugin_',
    connection: { host, port: databasePort, user, password },
  };
  writeFileSync(
    config,
    JSON.stringify({ ...data, backend: { ...data.backend, database }, catalog: { locations } }),
  );
  const log = openSync(join(folder, 'backend.log'), 'w');
  const child = spawn(process.execPath, ['index.cjs', '--config', config], {
    cwd: join(folder, 'packages/backend'),
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', NODE_PATH: '' },
    stdio: ['ignore', log, log],
  });
  const url = `http://localhost:${port}`;
  const closed = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  const deadline = Date.now() + 120_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The official backend did not start; see '${join(folder, 'backend.log')}'`);
    }
    await sleep(200);
  }
  return { name: 'peer', url, [Symbol.asyncDispose]: stop };
}

function configFor(port: number) {
  const baseUrl = `http://localhost:${port}`;
  return {
    app: { title: 'Bench', baseUrl, packages: 'all' },
    organization: { name: 'Bench' },
    backend: { baseUrl, listen: { port }, csp: { 'upgrade-insecure-requests': false } },
    auth: { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } },
  };
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/.backstage/health/v1/readiness`).catch(() => undefined);
  return response?.ok ?? false;
}
