import { parseModelExtension } from './model-extension.ts';
import type { JsonObject } from '@portico/config';
import { type ConfigJsonSchema, formatProblem, loadConfig } from '@portico/config/loader';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const path = join(import.meta.dirname, '../config.schema.json');
const value = JSON.parse(await readFile(path, 'utf8')) as ConfigJsonSchema;

const product = {
  kind: 'Product',
  apiVersions: ['acme.com/v1'],
  description: 'What is sold',
  display: { icon: 'rocket', hue: 130, plural: 'Products' },
  spec: { required: ['owner'], properties: { price: { type: 'number', title: 'Price in euros' } } },
  specTypes: { bundle: { description: 'Several', spec: { required: ['parts'] } } },
  obsoleteFields: { cost: 'price' },
  relationFields: [
    {
      path: 'spec.builtFrom',
      defaultKind: 'Component',
      relation: 'builtFrom',
      inverse: 'buildsInto',
      defaultNamespace: 'inherit',
      allowedKinds: ['Component'],
    },
  ],
};

/** What `portico config check` says of a model. */
async function check(model: JsonObject): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'portico-model-'));
  try {
    await writeFile(join(root, 'app-config.yaml'), JSON.stringify({ catalog: { model } }, null, 2));
    const schemas = [{ packageName: '@portico/catalog-model', path, value }];
    const problems = await loadConfig({ root, env: {}, schemas }).then(
      ({ warnings }) => warnings,
      (error: { problems: Parameters<typeof formatProblem>[0][] }) => error.problems,
    );
    return problems.map(problem => formatProblem(problem, root));
  } finally {
    await rm(root, { recursive: true });
  }
}

describe('a model in the configuration', () => {
  it('may say all that a model can', async () => {
    const model = {
      files: ['./model.yaml'],
      kinds: [product],
      fields: [{ kind: 'Component', spec: { properties: { tier: { enum: ['gold'] } } }, relationFields: [] }],
      relations: [{ type: 'a', inverse: 'b', title: 'to', inverseTitle: 'from' }],
    };
    expect(await check(model)).toEqual([]);
    expect(() => parseModelExtension({ ...model, files: undefined })).toThrow(/files/);
    const { files: _files, ...extension } = model;
    expect(parseModelExtension(extension).kinds).toHaveLength(1);
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'a key that is misspelt',
      { kinds: [{ kind: 'Product', apiVersions: ['acme.com/v1'], relationField: [] }] },
      /^app-config.yaml:\d+:\d+ .*relationField' is not a known key.*relationFields'/,
    ],
    ['a kind without a version', { kinds: [{ kind: 'Product' }] }, /:\d+:\d+ .*apiVersions/],
    ['a name that is none', { kinds: [{ ...product, kind: 'My Product' }] }, /:\d+:\d+ .*kinds\[0\]\.kind'/],
    ['a path outside', { kinds: [{ ...product, relationFields: [{ path: 'x', relation: 'y' }] }] }, /path'/],
    ['a hue beyond', { fields: [{ kind: 'API', display: { hue: 400 } }] }, /hue'/],
    ['a relation without its inverse', { relations: [{ type: 'a' }] }, /inverse/],
  ])('is told of %s where it stands', async (_what, model, message) => {
    expect(() => parseModelExtension(model)).toThrow();
    expect(await check(model)).toEqual([expect.stringMatching(message)]);
  });
});
