import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A portal that runs in a process of its own. Disposing of it stops it. */
export interface RunningPortal extends AsyncDisposable {
  /** Where it is reached, such as `http://localhost:40123`. */
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
}

/**
 * Starts the portal as it is configured, at a free port and with a new
 * database, and waits until its web app is built. Builds are shared with
 * `npm start`, so that a second run does not build.
 */
export async function startPortal(env: Record<string, string> = {}): Promise<RunningPortal> {
  const data = mkdtempSync(join(tmpdir(), 'portico-portal-'));
  const { BACKSTAGE_ENV: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['backend.ts'], {
    cwd: dirname(import.meta.dirname),
    env: {
      ...inherited,
      NODE_ENV: 'production',
      APP_CONFIG_backend_listen_port: '0',
      APP_CONFIG_backend_database_connection_directory: data,
      ...env,
    },
  });
  let output = '';
  child.stdout.on('data', chunk => (output += String(chunk)));
  child.stderr.on('data', chunk => (output += String(chunk)));
  const closed = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await closed;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const url = await waitUntilBuilt(() => {
      if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}: ${output}`);
      return /Listening on localhost:(\d+)/.exec(output)?.[1];
    });
    return { url, output: () => output, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitUntilBuilt(portOf: () => string | undefined): Promise<string> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const port = portOf();
    if (port !== undefined) {
      const response = await fetch(`http://localhost:${port}/`);
      if (response.ok) return `http://localhost:${port}`;
      const text = await response.text();
      if (text.includes('could not be built')) throw new Error(text);
    }
    if (Date.now() > deadline) throw new Error('The portal was not ready after two minutes');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
