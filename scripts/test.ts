import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The checks, then the tests, in one go: `npm test`. Arguments go to the test runner. */
async function main(): Promise<void> {
  const checked = await run(process.execPath, [resolve(root, 'scripts/check.ts')]);
  const tested = await run(resolve(root, 'node_modules/.bin/vitest'), ['run', ...process.argv.slice(2)]);
  process.exitCode = checked || tested;
}

function run(command: string, args: string[]): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', status => done(status ?? 1));
  });
}

await main();
