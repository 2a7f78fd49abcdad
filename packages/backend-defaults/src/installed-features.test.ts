import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConfigReader, type JsonValue } from '@portico/config';
import { findInstalledFeatures } from './installed-features.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const feature = (name: string): string =>
  `{ $$type: '@backstage/BackendFeature', version: 'v1', featureType: 'registrations', description: '${name}' }`;

function writePackages(): void {
  write('package.json', {
    dependencies: { plain: '1', plugin: '1', doors: '1', factory: '1', web: '1' },
  });
  const install = (name: string, manifest: object, files: Record<string, string>): void => {
    write(`node_modules/${name}/package.json`, { name, ...manifest });
    for (const [file, content] of Object.entries(files)) write(`node_modules/${name}/${file}`, content);
  };
  install('plain', {}, { 'index.js': 'throw new Error("not a plugin, not to be loaded")' });
  install(
    'plugin',
    {
      backstage: { role: 'backend-plugin' },
      exports: { '.': './index.js', './alpha': './alpha.js', './other': './o.js' },
    },
    {
      'index.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${feature('plugin')};`,
      'alpha.js': `exports.default = ${feature('alpha')};`,
    },
  );
  install(
    'doors',
    {
      type: 'module',
      backstage: { role: 'backend-plugin-module' },
      exports: { '.': './index.js', './backend': './b.js' },
    },
    { 'index.js': 'export const contract = 1;', 'b.js': `export default ${feature('doors')};` },
  );
  install(
    'factory',
    { backstage: { role: 'node-library' } },
    {
      'index.js': `exports.default = Object.assign(() => (${feature('factory')}), { $$type: '@backstage/BackendFeatureFactory' });`,
    },
  );
  install(
    'web',
    { backstage: { role: 'frontend-plugin' } },
    { 'index.js': `exports.default = ${feature('web')};` },
  );
}

async function find(packages?: JsonValue): Promise<string[]> {
  const data = packages === undefined ? {} : { backend: { packages } };
  const found = await findInstalledFeatures(createConfigReader([{ context: 'test', data }]), folder);
  return found.map(item => (item as unknown as { description: string }).description);
}

describe('findInstalledFeatures', () => {
  it('finds the features of backend packages, in each of their entries', async () => {
    writePackages();
    expect(await find('all')).toEqual(['plugin', 'alpha', 'doors', 'factory']);
  });

  it('heeds include and exclude, and finds nothing unless asked', async () => {
    writePackages();
    expect(await find()).toEqual([]);
    expect(await find({ include: ['doors', 'factory'], exclude: ['factory'] })).toEqual(['doors']);
    expect(await find({ exclude: ['plugin'] })).toEqual(['doors', 'factory']);
  });

  it('names the package that is not installed, or cannot be loaded', async () => {
    write('package.json', { dependencies: { gone: '1' } });
    await expect(find('all')).rejects.toThrow(
      /^'gone' in the dependencies of '.*package.json' is not installed/,
    );
    writePackages();
    write('node_modules/plugin/index.js', 'throw new Error("broken")');
    await expect(find('all')).rejects.toThrow("Failed to load 'plugin', which 'backend.packages' asks for");
  });
});
