import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Builds the web app of `apps/portal` into a folder as production does, compression and all; tells the seconds. */
export async function buildPortico(output: string): Promise<number> {
  const script = join(root, 'plugins/app/src/backend/build-web.ts');
  const started = performance.now();
  await run(process.execPath, [script, join(root, 'apps/portal/web'), output], root);
  return (performance.now() - started) / 1000;
}

/** Runs a command to its end. Rejects with what it printed when it fails. */
export async function run(command: string, args: string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, env: { ...process.env, NODE_ENV: 'production' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => (output = (output + String(chunk)).slice(-5000)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`'${command} ${args.join(' ')}' ended with ${code}:\n${output}`);
}
