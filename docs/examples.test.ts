import { globSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadConfig } from '@portico/config/loader';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markValue, parseCodeBlocks, type CodeBlock } from './testing/code-blocks.ts';
import { createSandbox, startPortal, type RunningPortal } from './testing/sandbox.ts';

// What a block is for is said behind its language; outside docs/ those without a word are left alone:
//   ts                type-checked; `file=` names it for the others of its page
//   ts run            also run; `ts test` holds tests
//   yaml config       put over the configuration of the portal: valid, and without unknown keys
//   sh run            run in a workspace with the portal; a block `text` below it is what it prints
//   sh portal         the same, beside a portal that runs
const root = resolve(import.meta.dirname, '..');
const pages = ['*.md', 'docs/**/*.md', '{packages,plugins}/*/README.md'].flatMap(pattern =>
  globSync(pattern, { cwd: root }).toSorted(),
);
const blocks = pages
  .flatMap(page => parseCodeBlocks(page, readFileSync(join(root, page), 'utf8')))
  .filter(({ page, marks, language }) => page.startsWith('docs/') || marks.length > 0 || language === 'text');

const select = (language: string, ...marks: string[]): CodeBlock[] =>
  blocks.filter(block => block.language === language && marks.every(mark => block.marks.includes(mark)));
const titled = (list: CodeBlock[]) => list.map(block => [`${block.page}:${block.line}`, block] as const);

/** Pages have a folder each, so that one may use the names of another. */
function fileOf(block: CodeBlock): string {
  const folder = block.page.replace(/\.md$/, '').replaceAll('/', '-');
  return `pages/${folder}/${markValue(block, 'file') ?? `line-${block.line}.ts`}`;
}

const sandbox = createSandbox();
for (const block of [...select('ts'), ...select('tsx'), ...blocks.filter(block => markValue(block, 'file'))])
  sandbox.write(fileOf(block), block.text);
const base = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as object;
sandbox.write('tsconfig.json', JSON.stringify({ ...base, include: ['pages'], exclude: [] }));

/** What the commands of the pages may use. */
const env = { CI_TOKEN: 'a-token-for-the-examples' };
/** For commands that look at the port: any that is free, whatever else runs on this machine. */
const anyPort = { APP_CONFIG_backend_listen_port: '0' };
let portal: RunningPortal;
beforeAll(async () => {
  const access = [{ type: 'static', options: { token: env.CI_TOKEN, subject: 'ci' } }];
  portal = await startPortal(sandbox, {
    APP_CONFIG_backend_auth_externalAccess: JSON.stringify(access),
  });
});
afterAll(async () => {
  await portal?.[Symbol.asyncDispose]();
  sandbox[Symbol.dispose]();
});

it('TypeScript has the right types', async () => {
  // What it says of the packages behind them is for the check of the repository.
  const output = await sandbox.run('tsc', ['--noEmit', '--pretty', 'false']).catch(String);
  expect(output.split('\n').filter(line => line.startsWith('pages/'))).toEqual([]);
});

describe.each(titled(select('ts', 'run')))('%s', (_title, block) => {
  it('runs', async () => void (await sandbox.run(process.execPath, [fileOf(block)])));
});

describe.each(titled(select('ts', 'test')))('%s', async (_title, block) => {
  await import(join(sandbox.path, fileOf(block)));
});

describe.each(titled(select('yaml', 'config')))('%s', (title, block) => {
  it('is a configuration', async () => {
    const folder = `configs/${title.replaceAll(/\W/g, '-')}`;
    for (const file of ['package.json', 'app-config.yaml'])
      sandbox.write(`${folder}/${file}`, readFileSync(join(root, 'apps/portal', file), 'utf8'));
    sandbox.write(`${folder}/app-config.local.yaml`, block.text);
    const config = await loadConfig({ root: join(sandbox.path, folder), env: {}, lax: true, strict: true });
    config.stop();
  });
});

const commands = [...select('sh', 'run'), ...select('sh', 'portal')];
describe.each(titled(commands))('%s', (_title, block) => {
  it('does what it says', async () => {
    rmSync(join(sandbox.path, 'plugins'), { recursive: true, force: true });
    const looksAtPort = block.text.includes('portico doctor');
    const output = await sandbox.run('bash', ['-ec', toScript(block, portal.host)], {
      ...env,
      ...(looksAtPort && anyPort),
    });
    const next = blocks[blocks.indexOf(block) + 1];
    if (next?.language === 'text' && next.page === block.page)
      expect(output.trimEnd()).toBe(next.text.trimEnd());
  });
});

/** `npx` is left out, which would look for updates; comments after commands stay what they are. */
function toScript(block: CodeBlock, host: string): string {
  const text = block.text.replaceAll('localhost:7007', host);
  return `npx() { "$@"; }\n${text}`;
}
