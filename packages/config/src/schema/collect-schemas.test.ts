import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectConfigSchemas, parseSerializedConfigSchema, serializeConfigSchema } from '../loader.ts';
import { createTempFolder } from '../testing/temp-folder.ts';

const schema = (key: string) => ({ properties: { [key]: { type: 'string' } } });

describe('collectConfigSchemas', () => {
  it('finds schemas below every dependency that concerns the framework, wherever it is installed', async () => {
    using folder = createTempFolder({
      'package.json': {
        name: 'app',
        dependencies: { a: '1', plain: '1', gone: '1' },
        devDependencies: { dev: '1' },
      },
      'node_modules/a/package.json': {
        name: 'a',
        dependencies: { '@backstage/x': '1', b: '1' },
        devDependencies: { no: '1' },
      },
      'node_modules/a/node_modules/b/package.json': {
        name: 'b',
        configSchema: 'schema.json',
        peerDependencies: { a: '1', c: '1' },
      },
      'node_modules/a/node_modules/b/schema.json': schema('b'),
      'node_modules/c/package.json': {
        name: 'c',
        configSchema: schema('c'),
        optionalDependencies: { d: '1' },
      },
      'node_modules/d/package.json': { name: 'd', configSchema: schema('d') },
      'node_modules/dev/package.json': { name: 'dev', configSchema: schema('dev') },
      'node_modules/no/package.json': { name: 'no', configSchema: schema('no') },
      'node_modules/plain/package.json': { name: 'plain', dependencies: { hidden: '1' } },
      'node_modules/hidden/package.json': { name: 'hidden', configSchema: schema('hidden') },
      'config/app-config.yaml': '',
    });
    const { schemas, faults } = await collectConfigSchemas(folder.resolve('config'));
    expect(schemas.map(({ packageName }) => packageName).toSorted()).toEqual(['b', 'c', 'd', 'dev']);
    expect(schemas.find(({ packageName }) => packageName === 'b')).toEqual({
      packageName: 'b',
      path: folder.resolve('node_modules/a/node_modules/b/schema.json'),
      value: schema('b'),
    });
    expect(faults).toEqual([]);
  });

  it('starts at every workspace, through links, and reads each package once', async () => {
    using folder = createTempFolder({
      'package.json': { name: 'root', workspaces: ['packages/*'] },
      'packages/app/package.json': { name: 'app', dependencies: { plugin: '1' } },
      'packages/backend/package.json': { name: 'backend', dependencies: { plugin: '1' } },
      'plugins/plugin/package.json': { name: 'plugin', configSchema: schema('plugin') },
      'node_modules/.keep': '',
    });
    symlinkSync('../plugins/plugin', folder.resolve('node_modules/plugin'));
    const { schemas } = await collectConfigSchemas(folder.path);
    expect(schemas.map(({ packageName }) => packageName)).toEqual(['plugin']);
  });

  it('reads Zod schemas, with their marks, and the JSON beside TypeScript types', async () => {
    const zod = import.meta.resolve('zod');
    using folder = createTempFolder({
      'package.json': { name: 'app', dependencies: { z: '1', ts: '1', bare: '1' } },
      'node_modules/z/package.json': { name: 'z', configSchema: './schema.mjs' },
      'node_modules/z/schema.mjs': `
        import { z } from '${zod}';
        export const configSchema = z.object({ z: z.object({ token: z.string().meta({ visibility: 'secret' }), size: z.number().default(1) }) });`,
      'node_modules/ts/package.json': { name: 'ts', configSchema: 'config.d.ts' },
      'node_modules/ts/config.schema.json': schema('ts'),
      'node_modules/bare/package.json': { name: 'bare', configSchema: 'config.d.ts' },
    });
    const { schemas, notes } = await collectConfigSchemas(folder.path);
    expect(schemas.map(({ packageName }) => packageName)).toEqual(['z', 'ts']);
    expect(schemas[0]?.value).toMatchObject({
      properties: {
        z: { required: ['token'], properties: { token: { type: 'string', visibility: 'secret' } } },
      },
    });
    expect(notes).toEqual([
      "The config schema of 'bare' is TypeScript, with no JSON beside it; it is not used.",
    ]);
  });

  it('names schemas that cannot be read and goes on', async () => {
    using folder = createTempFolder({
      'package.json': { name: 'app', dependencies: { a: '1', b: '1', c: '1', d: '1', ok: '1' } },
      'node_modules/a/package.json': { name: 'a', configSchema: 'no.json' },
      'node_modules/b/package.json': { name: 'b', configSchema: 5 },
      'node_modules/c/package.json': '{ broken',
      'node_modules/d/package.json': { name: 'd', configSchema: 'd.mjs' },
      'node_modules/d/d.mjs': 'export const configSchema = {};',
      'node_modules/ok/package.json': { name: 'ok', configSchema: schema('ok') },
    });
    const { schemas, faults } = await collectConfigSchemas(folder.path);
    expect(schemas.map(({ packageName }) => packageName)).toEqual(['ok']);
    expect(faults).toEqual([
      expect.stringContaining("The config schema of 'a' cannot be used: ENOENT"),
      expect.stringContaining(
        "The config schema of 'b' cannot be used: A config schema must be a JSON Schema, got 5",
      ),
      expect.stringContaining("The config schema of 'd' cannot be used: "),
    ]);
  });
});

describe('serialized schemas', () => {
  it('are read back as they were written', () => {
    const schemas = [{ packageName: 'a', path: 'a.json', value: schema('a') }];
    expect(parseSerializedConfigSchema(JSON.parse(JSON.stringify(serializeConfigSchema(schemas))))).toEqual(
      schemas,
    );
  });

  it.each([null, {}, { schemas: [], backstageConfigSchemaVersion: 2 }, { backstageConfigSchemaVersion: 1 }])(
    'refuse %j',
    value => {
      expect(() => parseSerializedConfigSchema(value)).toThrow('invalid');
    },
  );
});
