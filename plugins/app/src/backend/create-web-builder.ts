import { spawn, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoggerService } from '@portico/backend-plugin-api';
import { stringifyError } from '@portico/errors';
import { findCurrentBuild } from './build-record.ts';

/** How often the app is built when its sources change meanwhile. */
const attempts = 3;

/** Keeps the built app up to date with its sources. */
export interface WebBuilder {
  /** Resolves to the folder of a build that is up to date; rejects when there cannot be one. */
  ready: Promise<string>;
  /** Why there is no build, once that is known. */
  failure(): string | undefined;
  /** Ends a build that is under way. */
  stop(): void;
}

/**
 * Builds the app unless there is a build of just these sources. The build runs
 * in a process of its own, so that the backend answers meanwhile.
 */
export function createWebBuilder({
  sources,
  output,
  logger,
}: {
  sources: string;
  output: string;
  logger: LoggerService;
}): WebBuilder {
  let child: ChildProcess | undefined;
  let failure: string | undefined;
  let isStopped = false;

  async function build(attempt = 1): Promise<string> {
    const current = await findCurrentBuild(output);
    if (current !== undefined) return current;
    if (isStopped) throw new Error('stopped');
    if (attempt > attempts)
      throw new Error('The sources changed each time they were built. Start the portal again.');
    logger.info('The sources of the web app have changed: building it');
    const started = performance.now();
    child = spawnBuild(sources, output);
    const { code, errors } = await outcomeOf(child);
    if (code !== 0) throw new Error(errors.trim() || `The build ended with ${code ?? 'a signal'}`);
    logger.info(`Built the web app in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return build(attempt + 1);
  }

  const ready = build();
  ready.catch((error: unknown) => {
    if (isStopped) return;
    failure = error instanceof Error ? error.message : stringifyError(error);
    logger.error(`The web app could not be built. ${failure}`);
  });
  return {
    ready,
    failure: () => failure,
    stop() {
      isStopped = true;
      child?.kill();
    },
  };
}

function spawnBuild(sources: string, output: string): ChildProcess {
  // Beside this file, with the ending that this file has: .ts, or .js where the package was published.
  const script = new URL(`./build-web${extname(import.meta.filename)}`, import.meta.url);
  return spawn(process.execPath, [fileURLToPath(script), sources, output], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.on('data', (chunk: unknown) => (errors = (errors + String(chunk)).slice(-10_000)));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  return { code, errors };
}
