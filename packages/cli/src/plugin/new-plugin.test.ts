import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';

const root = { 'package.json': { name: 'root', workspaces: ['apps/*', 'plugins/*'] } };
const installed = {
  ...root,
  'apps/portal/package.json': { name: 'portal', dependencies: { '@portico/x': '*' }, private: true },
  'apps/portal/backend.ts':
    "const backend = createBackend();\nbackend.add(import('@portico/x'));\n\nawait backend.start();\n",
  'apps/portal/web/features.ts':
    "const features = [\n  app,\n  import('@portico/x/web'),\n];\nexport default features;\n",
};
const repository = join(import.meta.dirname, '../../../..');

/** Runs a tool of the repository in a folder to its end. */
async function runTool(
  folder: string,
  tool: string,
  ...args: string[]
): Promise<{ code: number; output: string }> {
  const child = spawn(join(repository, 'node_modules/.bin', tool), args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe('portico plugin new', () => {
  it('writes a plugin, or a module of one', async () => {
    await using app = createTestApp(root);
    const { code, stdout } = await app.run('plugin', 'new', 'weather');
    expect(code).toBe(0);
    expect(stdout).toContain("Written to 'plugins/weather'. Next:");
    expect(stdout).toContain("backend.add(import('@internal/plugin-weather'));");
    await app.run('plugin', 'new', 'github', '--module-of', 'catalog', '--scope', '@acme');
    const manifest = JSON.parse(
      readFileSync(join(app.path, 'plugins/catalog-module-github/package.json'), 'utf8'),
    );
    expect(manifest).toMatchObject({
      name: '@acme/plugin-catalog-module-github',
      backstage: { role: 'backend-plugin-module', pluginId: 'catalog' },
    });
    for (const name of ['package.json', 'README.md', 'src/index.ts', 'src/index.test.ts']) {
      expect(existsSync(join(app.path, 'plugins/weather', name))).toBe(true);
    }
  });

  it('adds what it has written to the app', async () => {
    await using app = createTestApp(installed);
    const read = (name: string): string => readFileSync(join(app.path, 'apps/portal', name), 'utf8');
    const { stdout } = await app.run('plugin', 'new', 'weather', '--parts', 'web');
    expect(stdout).toBe(`Written to 'plugins/weather', and added to 'apps/portal'. Next:
  1. npm install
  2. npx vitest run plugins/weather
  3. npx portico start --dev, and open /weather
`);
    expect(read('backend.ts')).toBe(installed['apps/portal/backend.ts']);
    await app.run('plugin', 'new', 'boats', '--parts', 'both');
    expect(read('web/features.ts')).toContain(`
  import('@portico/x/web'),
  import('@internal/plugin-weather/web'),
  import('@internal/plugin-boats/web'),
];`);
    expect(read('backend.ts')).toContain(`
backend.add(import('@portico/x'));
backend.add(import('@internal/plugin-boats'));

await`);
    expect(Object.entries(JSON.parse(read('package.json')))).toEqual([
      ['name', 'portal'],
      ['dependencies', { '@internal/plugin-boats': '*', '@internal/plugin-weather': '*', '@portico/x': '*' }],
      ['private', true],
    ]);
  });

  it('says what it cannot add', async () => {
    const main = 'export default findFeatures();';
    await using app = createTestApp({ ...installed, 'apps/portal/web/features.ts': main });
    const { stdout } = await app.run('plugin', 'new', 'weather', '--parts', 'both');
    expect(stdout).toContain("and added to 'apps/portal'. Next:");
    expect(stdout).toContain(
      "1. Add it in the web/features.ts of the app: import('@internal/plugin-weather/web'),\n",
    );
    expect(readFileSync(join(app.path, 'apps/portal/web/features.ts'), 'utf8')).toBe(main);
    const outside = await app.run('plugin', 'new', 'boats', '--folder', 'elsewhere/boats');
    expect(outside.stdout).toContain("1. Add '@internal/plugin-boats' to the dependencies of the app");
    expect(outside.stdout).toContain('2. Add it in the backend.ts of the app: backend.add(');
  });

  it('writes what passes its tests and the checks of the repository', async () => {
    await using app = createTestApp({ ...root, 'vitest.config.mjs': 'export default {};' });
    symlinkSync(join(repository, 'node_modules'), join(app.path, 'node_modules'));
    await app.run('plugin', 'new', 'weather');
    await app.run('plugin', 'new', 'extra', '--module-of', 'weather');
    await app.run('plugin', 'new', 'boats', '--parts', 'web');
    await app.run('plugin', 'new', 'harbours-and-what-they-cost-in-winter', '--parts', 'both');
    const { compilerOptions } = JSON.parse(readFileSync(join(repository, 'tsconfig.json'), 'utf8'));
    app.write({
      'tsconfig.json': { compilerOptions, include: ['plugins'] },
      '.oxfmtrc.json': readFileSync(join(repository, '.oxfmtrc.json'), 'utf8'),
      '.oxlintrc.json': readFileSync(join(repository, '.oxlintrc.json'), 'utf8'),
    });
    const [tests, format, lint, types] = await Promise.all([
      runTool(app.path, 'vitest', 'run', '--reporter=dot', '--no-color'),
      runTool(app.path, 'oxfmt', '--check', 'plugins'),
      runTool(app.path, 'oxlint', 'plugins'),
      runTool(app.path, 'tsc', '--noEmit', '--pretty', 'false'),
    ]);
    expect(tests.output).toMatch(/Tests +11 passed/);
    expect(tests.code).toBe(0);
    expect([format, lint]).toMatchObject([{ code: 0 }, { code: 0 }]);
    // What it says of the packages behind them is for the check of the repository.
    expect(types.output.split('\n').filter(line => line.startsWith('plugins/'))).toEqual([]);
  });

  it('refuses ids that are none, folders that are not empty, and having nobody to ask', async () => {
    await using app = createTestApp({ ...root, 'plugins/taken/x': '' });
    expect(await app.run('plugin', 'new', '../evil')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^'\.\.\/evil' is no id\./),
    });
    expect(await app.run('plugin', 'new', 'a', '--module-of', "x'; evil()")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no id'),
    });
    expect(await app.run('plugin', 'new', 'a', '--parts', 'web', '--module-of', 'b')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be used with'),
    });
    expect(await app.run('plugin', 'new', 'taken', '--parts', 'web')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not empty'),
    });
    expect(await app.run('plugin', 'new')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The id is missing/),
    });
  });
});
