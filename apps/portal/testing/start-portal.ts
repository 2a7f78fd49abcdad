import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** A portal that runs in a process of its own. Disposing of it stops it. */
export interface RunningPortal extends AsyncDisposable {
  /** Where it is reached, such as `http://localhost:40123`. */
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
}

/**
 * Starts the portal as it is configured, at a free port and with a new
 * database, and waits until its web app is built and all that is configured is
 * in the catalog: an open list does not grow on its own. Builds are shared with
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
    const isRunning = (): boolean => {
      if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}: ${output}`);
      return output.includes('Plugin initialization complete');
    };
    await comes('initialized', isRunning);
    const url = `http://localhost:${/Listening on localhost:(\d+)/.exec(output)?.[1]}`;
    await comes('built', async () => {
      const { ok, status, statusText } = await fetch(url);
      if (!isRunning() || output.includes('could not be built'))
        throw new Error(`The portal has no web app: ${status} ${statusText}\n${output}`);
      return ok;
    });
    await comes('settled', () => isRunning() && isSettled(join(data, 'catalog.sqlite')));
    return { url, output: () => output, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for what a slow machine takes its time for. */
async function comes(state: string, look: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 180_000; !(await look()); await sleep(100))
    if (Date.now() > end) throw new Error(`The portal was not ${state} after three minutes`);
}

/** Whether all that the catalog was told of has been processed, and is served; not looked at on another database. */
function isSettled(file: string): boolean {
  if (!existsSync(file)) return true;
  using database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  const left = database.prepare(
    `select id from catalog_states where processed is null and errors is null
     union all select id from catalog_stitch_queue limit 1`,
  );
  return left.get() === undefined;
}
