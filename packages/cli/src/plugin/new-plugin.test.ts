import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';

const root = { 'package.json': { name: 'root', workspaces: ['plugins/*'] } };

describe('portico plugin new', () => {
  it('writes a plugin, or a module of one', async () => {
    await using app = createTestApp(root);
    const { code, stdout } = await app.run('plugin', 'new', 'weather');
    expect(code).toBe(0);
    expect(stdout).toContain("Written to 'plugins/weather'.");
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

  it('writes tests that pass', async () => {
    await using app = createTestApp({ ...root, 'vitest.config.mjs': 'export default {};' });
    symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(app.path, 'node_modules'));
    await app.run('plugin', 'new', 'weather');
    await app.run('plugin', 'new', 'extra', '--module-of', 'weather');
    const vitest = join(app.path, 'node_modules/vitest/vitest.mjs');
    const tests = spawn(process.execPath, [vitest, 'run', '--reporter=dot', '--no-color'], {
      cwd: app.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    tests.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    tests.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = await once(tests, 'close');
    expect(output).toMatch(/Tests +3 passed/);
    expect(code).toBe(0);
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
    expect(await app.run('plugin', 'new', 'taken')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not empty'),
    });
    expect(await app.run('plugin', 'new')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The id is missing/),
    });
  });
});
