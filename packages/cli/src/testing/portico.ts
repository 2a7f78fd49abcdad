import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(import.meta.dirname, '../../bin/portico.js');

/** A folder with an app, in which the real command can be run. */
export interface TestApp {
  path: string;
  write(files: Record<string, string | object>): void;
  /** Runs the command to its end. */
  run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Starts the command; it is stopped with the app. */
  start(...args: string[]): RunningPortico;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A command that runs. */
export interface RunningPortico {
  process: ChildProcess;
  /** Everything that was printed so far. */
  readonly output: string;
  /** Resolves when the output matches, and fails when the command ends before. */
  until(pattern: RegExp): Promise<void>;
}

/** Creates a folder with files, objects written as JSON. `env` is added to the environment of the command. */
export function createTestApp(files: Record<string, string | object>, env: NodeJS.ProcessEnv = {}): TestApp {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'portico-cli-')));
  const running: RunningPortico[] = [];
  const app: TestApp = {
    path,
    write(contents) {
      for (const [name, content] of Object.entries(contents)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
      }
    },
    async run(...args) {
      const child = launch(path, args, env);
      let [stdout, stderr] = ['', ''];
      child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [code] = await once(child, 'close');
      return { code, stdout, stderr };
    },
    start(...args) {
      const started = follow(launch(path, args, env));
      running.push(started);
      return started;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map(({ process: child }) => stop(child)));
      rmSync(path, { recursive: true, force: true });
    },
  };
  app.write(files);
  return app;
}

function launch(cwd: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const { PORT: _port, BACKSTAGE_ENV: _environment, ...own } = process.env;
  return spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function follow(child: ChildProcess): RunningPortico {
  let output = '';
  const listeners = new Set<() => void>();
  const notify = (): void => listeners.forEach(listener => listener());
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      notify();
    });
  }
  child.once('close', notify);
  return {
    process: child,
    get output() {
      return output;
    },
    until: pattern =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(output)) resolve();
          else if (child.exitCode !== null)
            reject(new Error(`Ended with ${child.exitCode} before ${pattern}:\n${output}`));
          else return;
          listeners.delete(check);
        };
        listeners.add(check);
        check();
      }),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
