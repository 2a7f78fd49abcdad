import { describe, expect, it } from 'vitest';
import { ConfigError, findConfigRoot, loadConfig, type LoadConfigOptions } from '../loader.ts';
import { createTempFolder } from '../testing/temp-folder.ts';

async function load(files: Record<string, string | object>, options: Partial<LoadConfigOptions> = {}) {
  using folder = createTempFolder(files);
  return await loadConfig({ root: folder.path, env: {}, schemas: [], ...options });
}

async function failure(files: Record<string, string | object>, options: Partial<LoadConfigOptions> = {}) {
  const error: unknown = await load(files, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw new Error(`Expected a ConfigError, got ${String(error)}`);
  return error;
}

describe('sources', () => {
  const files = {
    'app-config.yaml': 'a: {base: 1, x: base}',
    'app-config.prod.yaml': 'a: {prod: 1, x: prod}',
    'app-config.eu.yaml': 'a: {eu: 1, x: eu}',
    'app-config.local.yaml': 'a: {local: 1, x: local}',
    'app-config.prod.local.yaml': 'a: {prodLocal: 1, x: prodLocal}',
  };

  it('are the default file and the local one', async () => {
    const { config, appConfigs } = await load(files);
    expect(config.get()).toEqual({ a: { base: 1, local: 1, x: 'local' } });
    expect(appConfigs.map(({ context }) => context)).toEqual(['app-config.yaml', 'app-config.local.yaml']);
  });

  it('add those of every name in BACKSTAGE_ENV, and the environment above all', async () => {
    const { appConfigs, config } = await load(files, {
      env: { BACKSTAGE_ENV: 'prod, eu', APP_CONFIG_a_x: 'env' },
    });
    expect(appConfigs.map(({ context }) => context)).toEqual([
      'app-config.yaml',
      'app-config.prod.yaml',
      'app-config.eu.yaml',
      'app-config.local.yaml',
      'app-config.prod.local.yaml',
      'env',
    ]);
    expect(config.getString('a.x')).toBe('env');
  });

  it('are only what --config names, in order', async () => {
    using folder = createTempFolder({ ...files, 'b.yaml': 'x: b', 'c.yaml': 'x: c' });
    const args = [
      'start',
      '--config',
      folder.resolve('b.yaml'),
      `--config=${folder.resolve('c.yaml')}`,
      '--other',
    ];
    const { config } = await loadConfig({ root: folder.path, args, env: {}, schemas: [] });
    expect(config.get()).toEqual({ x: 'c' });
  });

  it('must exist, when they are named or the default', async () => {
    expect((await failure({})).message).toMatch(
      /app-config\.yaml The configuration file cannot be read: it does not exist/,
    );
    expect((await failure(files, { args: ['--config', 'no.yaml'] })).message).toMatch(
      /no\.yaml .*does not exist/,
    );
    await expect(load(files, { args: ['--config'] })).rejects.toThrow("'--config' needs a value");
    expect((await load({}, { allowMissing: true })).config.keys()).toEqual([]);
  });

  it('may be empty or only comments', async () => {
    expect((await load({ 'app-config.yaml': '# nothing\n' })).config.keys()).toEqual([]);
    expect((await load({ 'app-config.yaml': '' })).config.keys()).toEqual([]);
  });

  it('are looked for upward from a folder', () => {
    using folder = createTempFolder({ 'app-config.yaml': '', 'packages/backend/x.ts': '' });
    expect(findConfigRoot(folder.resolve('packages/backend'))).toBe(folder.path);
  });
});

describe('values', () => {
  it('have their variables put in, and are dropped with a warning when one is not set', async () => {
    const { config, warnings } = await load(
      {
        'app-config.yaml':
          'url: http://localhost:${PORT}\nkeep: $${X}\ntoken: ${TOKEN}\nlist: [a, "${NO}", b]\n',
      },
      { env: { PORT: ' 7007 ' } },
    );
    expect(config.get()).toEqual({ url: 'http://localhost:7007', keep: '${X}', list: ['a', 'b'] });
    expect(warnings.map(({ key, place }) => [key, place?.line, place?.column])).toEqual([
      ['token', 3, 8],
      ['list[1]', 4, 11],
    ]);
  });

  it('of a weaker source count where a variable is not set, which is told unless it does not matter', async () => {
    const files = {
      'app-config.yaml': 'url: local\ntoken: a',
      'app-config.x.yaml': 'url: ${URL}\ntoken: ${NO}',
    };
    const { config, warnings } = await load(files, {
      env: { BACKSTAGE_ENV: 'x', APP_CONFIG_token: 'b' },
    });
    expect(config.get()).toEqual({ url: 'local', token: 'b' });
    expect(warnings.map(({ key, message }) => `${key} ${message}`)).toEqual([
      "url has the value of app-config.yaml:1 instead, because the variable 'URL' is not set",
    ]);
  });

  it('come from files and variables, relative to the file that names them', async () => {
    const { config } = await load(
      {
        'app-config.yaml': [
          'key: {$file: certs/key.pem}',
          'env: {$env: NAME}',
          'none: {$env: NO}',
          'all: {$include: parts/all.yaml}',
          'part: {$include: "parts/all.yaml#deep.part"}',
          'json: {$include: "${DIR}/x.json#a"}',
        ].join('\n'),
        'certs/key.pem': 'PEM ${NAME}\n\n',
        'parts/all.yaml': 'deep: {part: "${NAME}"}\nfile: {$file: text.txt}',
        'parts/text.txt': 'text',
        'parts/x.json': { a: [1, { $env: 'NAME' }] },
      },
      { env: { NAME: 'name', DIR: 'parts' } },
    );
    expect(config.get()).toEqual({
      key: 'PEM ${NAME}',
      env: 'name',
      all: { deep: { part: 'name' }, file: 'text' },
      part: 'name',
      json: [1, 'name'],
    });
  });

  it('may be aliases', async () => {
    const { config } = await load({ 'app-config.yaml': 'a: &x {b: 1}\nc: *x\n' });
    expect(config.get('c')).toEqual({ b: 1 });
  });

  it('follow the merge rules across sources', async () => {
    const { config } = await load({
      'app-config.yaml': 'a: {b: 1, c: [1, 2]}\nd: 1',
      'app-config.local.yaml': 'a: {c: [3]}\nd: null\n',
    });
    expect(config.get()).toEqual({ a: { b: 1, c: [3] } });
  });
});

describe('bad input is an error with its place', () => {
  it.each([
    ['broken YAML', 'a: 1\nb: [1\n', /app-config\.yaml:3:1 The YAML is broken/],
    ['repeated keys', 'a: 1\na: 2\n', /app-config\.yaml:2:1 The YAML is broken: Map keys must be unique/],
    ['several documents', 'a: 1\n---\nb: 1\n', /app-config\.yaml:\d:\d The YAML is broken/],
    ['a list at the root', '- a\n', /app-config\.yaml:1:1 The configuration must be an object/],
    ['an alias without anchor', 'a: *x\n', /Unresolved alias|'\*x' has no anchor/],
    [
      '__proto__',
      'a:\n  __proto__:\n    x: 1\n',
      /app-config\.yaml:2:3 'a\.__proto__' The key '__proto__' is not allowed/,
    ],
    [
      'constructor',
      'a: {constructor: 1}',
      /app-config\.yaml:1:5 'a\.constructor' The key 'constructor' is not allowed/,
    ],
    [
      'a missing file',
      'a:\n  b: {$file: no.txt}\n',
      /app-config\.yaml:2:6 'a\.b' Cannot read '.*no\.txt' for \$file: it does not exist/,
    ],
    [
      'a missing include',
      'a: {$include: no.yaml}',
      /'a' Cannot read '.*no\.yaml' for \$include: it does not exist/,
    ],
    ['an include of another type', 'a: {$include: no.txt}', /only \.json, \.yaml and \.yml files hold data/],
    ['an unknown part', 'x: 1\na: {$include: "app-config.yaml#y.z"}', /has no 'y\.z'/],
    [
      'a key beside an include',
      'a: {$file: x, b: 1}',
      /'a' The include key \$file should not have adjacent keys/,
    ],
    ['an include that is no text', 'a: {$env: [1]}', /The value of \$env must be text/],
    ['a cycle of aliases', 'a: &x [*x]', /nested more than 100 levels/],
    ['endless nesting', `a: ${'['.repeat(50_000)}`, /nested|broken/],
  ])('%s', async (_name, text, message) => {
    expect((await failure({ 'app-config.yaml': text })).message).toMatch(message);
  });

  it('a cycle of includes, with the way written out', async () => {
    const error = await failure({
      'app-config.yaml': 'a: {$include: b.yaml}',
      'b.yaml': 'x: {$include: c.yaml}',
      'c.yaml': 'y:\n  - {$include: b.yaml}',
    });
    expect(error.message).toMatch(
      /c\.yaml:2:5 .*'a\.x\.y\[0\]' The includes go in a circle: .*app-config\.yaml -> .*b\.yaml -> .*c\.yaml -> .*b\.yaml/,
    );
  });

  it('aliases that multiply', async () => {
    const levels = Array.from(
      { length: 8 },
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(',')}]`,
    );
    const error = await failure({ 'app-config.yaml': `a0: &a0 [1]\n${levels.join('\n')}` });
    expect(error.problems).toHaveLength(1);
    expect(error.message).toContain('more than 100,000 parts');
  });

  it('all at once, from every source', async () => {
    const error = await failure(
      { 'app-config.yaml': 'a: {$file: no1}\nb: {$file: no2}', 'app-config.local.yaml': 'c: [' },
      { env: { APP_CONFIG_1: 'x' } },
    );
    expect(error.message).toMatch(
      /^The configuration has 5 problems:\n|^The configuration has 4 problems:\n/,
    );
    expect(error.problems.map(({ place }) => place?.source)).toEqual(
      expect.arrayContaining(['app-config.yaml', 'app-config.local.yaml', 'env']),
    );
  });
});
