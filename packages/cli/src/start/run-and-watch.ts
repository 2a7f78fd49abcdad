import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { findWorkspaceRoot, type App } from '../app/find-app.ts';

const killAfterMilliseconds = 10_000;
const ignoredFolders = new Set(['node_modules', 'dist', 'coverage', 'data']);
/** What only the browser runs: Vite reloads it, the backend goes on. */
const webOnly =
  /^(?:packages\/(?:ui|frontend-[\w-]+)|(?:plugins|apps)\/[\w-]+(?:\/src)?\/(?:web|react))(?:\/|$)/;

/**
 * Runs the backend in a process of its own, and again after every change of
 * source or configuration. Resolves when it is told to stop by a signal.
 */
export async function runAndWatch({
  app,
  args,
}: {
  app: App & { backend: string };
  args: string[];
}): Promise<void> {
  const root = findWorkspaceRoot(app.folder) ?? app.folder;
  const runner = createRunner(app, args);
  const watcher = watch(watchedFolders(root, app), {
    ignoreInitial: true,
    ignored: (path, stats) =>
      isIgnored(relative(root, path)) || (stats?.isFile() === true && !isSource(path)),
  });
  watcher.on('all', (_event, path) => runner.restart(relative(root, path)));
  runner.start();
  const signal = await nextSignal();
  await Promise.all([watcher.close(), runner.stop(signal)]);
}

/** The app itself, and the workspace packages beside it. */
function watchedFolders(root: string, app: App): string[] {
  const folders = root === app.folder ? [] : ['packages', 'plugins'].map(name => join(root, name));
  return [...new Set([app.folder, app.configRoot, ...folders])];
}

function isIgnored(path: string): boolean {
  if (webOnly.test(path.split(sep).join('/'))) return true;
  return path.split(sep).some(part => ignoredFolders.has(part) || /^\.[^.]/.test(part));
}

function isSource(path: string): boolean {
  const name = basename(path);
  return (
    /\.(?:ts|js|mjs|cjs|json|ya?ml)$/.test(name) &&
    !/\.(?:test|spec|d)\.ts$/.test(name) &&
    name !== 'package-lock.json'
  );
}

function createRunner(
  app: App & { backend: string },
  args: string[],
): {
  start(): void;
  restart(changed: string): void;
  stop(signal: NodeJS.Signals): Promise<void>;
} {
  let child: ChildProcess | undefined;
  let restarting = false;
  let timer: NodeJS.Timeout | undefined;

  const start = (): void => {
    // Its own message on failure is enough; --dev must not end with it.
    const env = { NODE_ENV: 'development', ...process.env, PORTICO_DEV: '1' };
    const started = spawn(process.execPath, [app.backend, ...args], {
      cwd: app.folder,
      stdio: 'inherit',
      env,
    });
    started.once('exit', code => {
      if (child !== started) return;
      child = undefined;
      if (!restarting) say(`The backend has ended with ${code ?? 'a signal'}. Waiting for a change.`);
    });
    child = started;
  };
  const restart = async (): Promise<void> => {
    restarting = true;
    await end(child, 'SIGTERM');
    restarting = false;
    start();
  };
  return {
    start,
    restart(changed) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        say(`${changed} has changed. Starting again.`);
        void restart();
      }, 100);
    },
    async stop(signal) {
      clearTimeout(timer);
      restarting = true;
      await end(child, signal);
    },
  };
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds);
  await ended;
  clearTimeout(timer);
}

async function nextSignal(): Promise<NodeJS.Signals> {
  return await new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve(signal));
  });
}

function say(text: string): void {
  process.stderr.write(`[portico] ${text}\n`);
}
