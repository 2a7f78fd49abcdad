import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { checkDocs } from './checks/docs.ts';
import { checkExports } from './checks/exports.ts';
import { checkImports } from './checks/imports.ts';
import { checkLayers } from './checks/layers.ts';
import { checkMigrations } from './checks/migrations.ts';
import { readProject, type Problem } from './checks/project.ts';
import { checkSizes, describeSizes } from './checks/sizes.ts';

const root = resolve(import.meta.dirname, '..');

/** Runs every check, all of them even if one fails, and exits 1 if any did. */
async function main(): Promise<void> {
  const tools = [
    run('types', 'tsc', '--noEmit'),
    run('lint', 'oxlint', '--type-aware'),
    run('format', 'oxfmt', '--check'),
  ];
  const project = readProject(root);
  const record = process.argv.includes('--record');
  const results = [
    report('layers', checkLayers(project)),
    report('imports', checkImports(project)),
    report('exports', checkExports(project)),
    report('sizes', checkSizes(project)),
    report('docs', checkDocs(project)),
    report('migrations', checkMigrations(project, { record })),
    ...(await Promise.all(tools)),
  ];
  console.log(describeSizes(project));
  if (results.includes(false)) process.exitCode = 1;
}

function report(name: string, problems: Problem[]): boolean {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const { file, line, message } of problems)
    console.log(`     ${file}${line ? `:${line}` : ''} ${message}`);
  return problems.length === 0;
}

async function run(name: string, command: string, ...args: string[]): Promise<boolean> {
  const child = spawn(resolve(root, 'node_modules/.bin', command), args, { cwd: root });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((done, fail) => {
    child.on('error', fail);
    child.on('close', status => done(status ?? 1));
  });
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (code !== 0) console.log(output);
  return code === 0;
}

await main();
