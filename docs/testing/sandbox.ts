import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** A workspace outside the repository, with the portal of the repository and its packages. */
export interface Sandbox extends Disposable {
  path: string;
  write(file: string, text: string): void;
  /** Runs a command to its end; fails with what it printed unless it ends with 0. */
  run(command: string, args: string[], env?: NodeJS.ProcessEnv): Promise<string>;
}

/** Makes a sandbox. Its web app has no page, or it would be built first. */
export function createSandbox(): Sandbox {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'portico-docs-')));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  write('package.json', '{"private":true,"type":"module","workspaces":["apps/*","plugins/*"]}');
  for (const folder of ['node_modules', 'examples'])
    symlinkSync(join(repository, folder), join(path, folder));
  cpSync(join(repository, 'apps/portal'), join(path, 'apps/portal'), {
    recursive: true,
    filter: source =>
      !/\/(?:\.portico|node_modules|dist|web\/index\.html)$|app-config\..*local\.yaml$/.test(source),
  });
  return {
    path,
    write,
    run: (command, args, env = {}) => run(command, args, { cwd: path, env: environment(path, env) }),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A portal that runs until it is disposed. */
export interface RunningPortal extends AsyncDisposable {
  /** `localhost` and its port. */
  host: string;
}

/** Starts the portal of a sandbox at a free port, and waits until it is ready. */
export async function startPortal({ path }: Sandbox, env: NodeJS.ProcessEnv): Promise<RunningPortal> {
  const child = spawn(process.execPath, ['backend.ts'], {
    cwd: join(path, 'apps/portal'),
    env: environment(path, { APP_CONFIG_backend_listen_port: '0', ...env }),
  });
  const closed = once(child, 'close');
  const output = await outputUntil(child, closed, 'Plugin initialization complete');
  return {
    host: `localhost:${/Listening on localhost:(\d+)/.exec(output)?.[1]}`,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

function environment(path: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { BACKSTAGE_ENV: _environment, NODE_ENV: _mode, PORT: _port, ...inherited } = process.env;
  return {
    ...inherited,
    PATH: `${join(path, 'node_modules/.bin')}:${dirname(process.execPath)}:${process.env['PATH']}`,
    ...env,
  };
}

async function run(
  command: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`It ended with ${code}:\n${output}${errors}`);
  return output;
}

function outputUntil(child: ChildProcess, closed: Promise<unknown>, text: string): Promise<string> {
  let output = '';
  return new Promise((done, fail) => {
    const onData = (chunk: unknown): void => {
      output += String(chunk);
      if (output.includes(text)) done(output);
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    void closed.then(() => fail(new Error(`The portal ended:\n${output}`)));
  });
}
