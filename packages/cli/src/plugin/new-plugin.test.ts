import { existsSync, readFileSync } from 'node:fs';
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
