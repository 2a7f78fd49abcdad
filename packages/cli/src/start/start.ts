import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@portico/errors';
import { findApp, type App } from '../app/find-app.ts';
import { describeFailure } from '../print.ts';

/** The options of `portico start`. */
export interface StartOptions {
  config?: string[];
  dev?: boolean;
  timing?: boolean;
}

/**
 * `portico start`: runs the backend of the app in this process, in the folder
 * of the app and with the configurations as its arguments. When it fails to
 * start, the process ends with 1, whatever has been started already.
 *
 * @throws InputError when there is no backend to run.
 */
export async function start(options: StartOptions): Promise<void> {
  const app = findApp(process.cwd());
  const { backend } = app;
  if (backend === undefined) {
    throw new InputError(
      `No 'backend.ts' in '${process.cwd()}', above it, or in its 'apps'. Run the command in the folder of an app.`,
    );
  }
  const args = (options.config ?? []).map(target => `--config=${toAbsolute(target)}`);
  if (options.timing) process.env['PORTICO_TIMING'] = '1';
  if (options.dev) {
    const { runAndWatch } = await import('./run-and-watch.ts');
    await runAndWatch({ app: { ...app, backend }, args });
    return;
  }
  await runBackend({ ...app, backend }, args);
}

async function runBackend({ folder, backend }: App & { backend: string }, args: string[]): Promise<void> {
  process.chdir(folder);
  process.argv = [process.execPath, backend, ...args];
  try {
    await import(pathToFileURL(backend).href);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    // Servers and timers that did start would keep the process running.
    process.exit(1);
  }
}

function toAbsolute(target: string): string {
  return /^https?:\/\//i.test(target) ? target : resolve(target);
}
