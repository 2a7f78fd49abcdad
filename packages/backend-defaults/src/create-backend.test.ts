import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const largePackages = [
  'zod',
  'zod-to-json-schema',
  'knex',
  'pg',
  'jose',
  'minimatch',
  'express-rate-limit',
  'tar',
];

const healthy = `backend:
  baseUrl: http://localhost:0
  listen: localhost:0
  database: { client: better-sqlite3, connection: ':memory:' }
`;

function writeConfig(text: string): void {
  writeFileSync(join(folder, 'app-config.yaml'), text);
}

/** Starts a backend in the folder; `until` waits for a text in its output, `end` for its end. */
function run(env: Record<string, string> = {}, nodeOptions: string[] = []) {
  const script = fileURLToPath(new URL('testing/run-backend.ts', import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, script], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += String(chunk);
      for (const listener of listeners) listener();
    });
  }
  const closed = once(child, 'close');
  return {
    output: () => output,
    async until(pattern: RegExp): Promise<void> {
      while (!pattern.test(output)) {
        const changed = new Promise<void>(resolve => listeners.add(resolve));
        const over = closed.then(() => {
          if (!pattern.test(output))
            throw new Error(`The process ended without ${String(pattern)}: ${output}`);
        });
        await Promise.race([changed, over]);
      }
    },
    async end(signal?: NodeJS.Signals): Promise<number> {
      if (signal) child.kill(signal);
      return ((await closed) as [number])[0];
    },
  };
}

describe('a backend', () => {
  it('starts from its configuration, logs JSON in production, and stops on SIGTERM', async () => {
    writeConfig(healthy);
    const backend = run();
    await backend.until(/"message":"Plugin initialization complete/);
    expect(await backend.end('SIGTERM')).toBe(0);
    expect(backend.output()).toMatch(/"message":"Stopping/);
    for (const line of backend.output().trim().split('\n'))
      expect(JSON.parse(line)).toHaveProperty('message');
  });

  it('says where it listens when the configuration names another port of this machine', async () => {
    writeConfig(healthy.replace('http://localhost:0', 'http://localhost:7007'));
    const backend = run();
    await backend.until(/"message":"Ready/);
    expect(await backend.end('SIGTERM')).toBe(0);
    const port = /Listening on localhost:(\d+)/.exec(backend.output())?.[1];
    expect(backend.output()).toMatch(new RegExp(`Ready at http://localhost:${port}, .* app\\.baseUrl to`));
  });

  it('loads what is large with its first use, and gives back the memory of its start', async () => {
    writeConfig(healthy);
    const hook = new URL('testing/list-loaded.ts', import.meta.url).href;
    const backend = run({ LOG_LEVEL: 'debug' }, ['--import', hook]);
    await backend.until(/Gave back \d+ MB of the start/);
    expect(await backend.end('SIGTERM')).toBe(0);
    const loaded = backend
      .output()
      .split('\n')
      .find(line => line.includes('"message":"loaded"'));
    const { packages, parts } = JSON.parse(loaded ?? '') as {
      packages: string[];
      parts: string[];
    };
    expect(packages).toContain('express');
    expect(packages.filter(name => largePackages.includes(name))).toEqual([]);
    expect(parts).toEqual([]);
  });

  it('exits with 1 and a list of all problems, without a stack, when the configuration is wrong', async () => {
    writeConfig('backend:\n  listen: [\n');
    const backend = run();
    expect(await backend.end()).toBe(1);
    expect(backend.output()).toMatch(/^The configuration has a problem:\n {2}.*app-config\.yaml:\d+:\d+/);
    expect(backend.output()).not.toMatch(/^ *at /m);
  });

  it('exits with 1 and without a stack when no database is configured, which every plugin needs', async () => {
    writeConfig('backend:\n  baseUrl: http://localhost:0\n  listen: localhost:0\n');
    // The schemas are those of the packages that an app depends on.
    const dependencies = { '@portico/backend-defaults': '*' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', dependencies }));
    symlinkSync(
      fileURLToPath(new URL('../../../node_modules', import.meta.url)),
      join(folder, 'node_modules'),
    );
    const backend = run();
    expect(await backend.end()).toBe(1);
    expect(backend.output()).toMatch(/^The configuration has a problem:\n.*'backend.database' is required/);
    expect(backend.output()).not.toMatch(/^ *at /m);
  });

  it('exits with 1 when there is no configuration', async () => {
    const backend = run();
    expect(await backend.end()).toBe(1);
    expect(backend.output()).toContain('app-config.yaml');
    expect(backend.output()).not.toMatch(/^ *at /m);
  });

  it('follows changes, masks secrets old and new, and refuses a bad change with the last good one in force', async () => {
    writeConfig(`${healthy}custom:\n  token: first-secret-token\n`);
    const backend = run();
    await backend.until(/"message":"Plugin initialization complete/);
    writeConfig(`${healthy}custom:\n  token: second-secret-token\n`);
    await backend.until(/"message":"changed"/);
    writeConfig(`${healthy}custom: [`);
    await backend.until(/A change of the configuration is refused/);
    expect(await backend.end('SIGTERM')).toBe(0);
    expect(backend.output()).not.toMatch(/secret-token/);
    expect(backend.output()).toMatch(
      /"token":"\*\*\*","message":"started"[^]*"token":"\*\*\*","message":"changed"/,
    );
  });

  it('masks secrets also in the failure of the start, which is printed', async () => {
    writeConfig(`${healthy}custom:\n  fails: true\n  token: first-secret-token\n`);
    const backend = run();
    expect(await backend.end()).toBe(1);
    expect(backend.output()).toContain("caused by Error: The token '***' is refused");
    expect(backend.output()).not.toContain('secret-token');
  });

  it('heeds LOG_LEVEL, and prints the boot table when asked', async () => {
    writeConfig(healthy);
    const backend = run({ LOG_LEVEL: 'error', PORTICO_TIMING: '1' });
    await backend.until(/started in [\d.]+ ms, of which/);
    expect(await backend.end('SIGTERM')).toBe(0);
    expect(backend.output()).not.toContain('"level":"info"');
    expect(backend.output()).toMatch(/^plugin or module +begins +services +init\nsubject +\d/m);
  });
});
