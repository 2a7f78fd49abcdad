import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';

interface Portal extends AsyncDisposable {
  url: string;
  output(): string;
}

/** Starts the portal as it is configured, at a free port and with a new database. */
async function startPortal(): Promise<Portal> {
  const data = mkdtempSync(join(tmpdir(), 'portico-portal-'));
  const { BACKSTAGE_ENV: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['backend.ts'], {
    cwd: import.meta.dirname,
    env: {
      ...inherited,
      NODE_ENV: 'production',
      APP_CONFIG_backend_listen_port: '0',
      APP_CONFIG_backend_database_connection_directory: data,
    },
  });
  let output = '';
  const closed = once(child, 'close');
  const ready = new Promise<void>((resolve, reject) => {
    const onData = (chunk: unknown): void => {
      output += String(chunk);
      if (output.includes('Plugin initialization complete')) resolve();
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    void closed.then(() => reject(new Error(`The portal ended: ${output}`)));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const [code] = (await closed) as [number];
    rmSync(data, { recursive: true });
    expect(code).toBe(0);
  };
  await ready;
  const port = /Listening on localhost:(\d+)/.exec(output)?.[1];
  return { url: `http://localhost:${port}`, output: () => output, [Symbol.asyncDispose]: stop };
}

describe('the portal', () => {
  it('starts from its own configuration, signs a guest in and answers them', async () => {
    await using portal = await startPortal();
    const readiness = await fetch(`${portal.url}/.backstage/health/v1/readiness`);
    expect([readiness.status, await readiness.json()]).toEqual([200, { status: 'ok' }]);
    expect(portal.output()).toContain('Guest sign-in is on');
    expect((await fetch(`${portal.url}/api/devtools/info`)).status).toBe(401);

    const signIn = await fetch(`${portal.url}/api/auth/guest/refresh`);
    const { backstageIdentity } = (await signIn.json()) as { backstageIdentity: { token: string } };
    const headers = { authorization: `Bearer ${backstageIdentity.token}` };
    const config = await fetch(`${portal.url}/api/devtools/config`, { headers });
    expect(await config.json()).toMatchObject({ config: { app: { title: 'Portico' } } });
    const explained = await fetch(`${portal.url}/api/devtools/config/explain?key=backend.listen.port`, {
      headers,
    });
    expect(await explained.json()).toMatchObject({
      value: 0,
      sources: [
        { effect: 'wins', place: { variable: 'APP_CONFIG_backend_listen_port' } },
        { place: { source: 'app-config.yaml', line: expect.any(Number) } },
      ],
    });
  });

  it('explains its entities, and what is none, on the command line', async () => {
    await using portal = await startPortal();
    const explain = async (ref: string): Promise<string> => {
      const command = [
        join(import.meta.dirname, '../../packages/cli/bin/portico.js'),
        'catalog',
        'explain',
        ref,
      ];
      const { stdout } = await promisify(execFile)(process.execPath, [...command, '--url', portal.url]);
      return stdout;
    };
    const ref = 'component:default/booking-service';
    const present = await vi.waitFor(
      async () => {
        const text = await explain(ref);
        expect(text).toContain(`${ref} is present (uid `);
        // A file that is larger than a batch is noted as read when its last part is stored.
        expect(text).toMatch(/Last fetch:\n {2}file:.*\.yaml/);
        return text;
      },
      { timeout: 60_000, interval: 500 },
    );
    expect(present).toMatch(/Declared by:\n {2}entity location:/);
    expect(present).toMatch(/\(provider ConfigLocationProvider\)/);
    const absent = await explain('component:default/booking-servise');
    expect(absent).toMatch(/component:default\/booking-servise is absent/);
    expect(absent).toContain(ref);
  });
});
