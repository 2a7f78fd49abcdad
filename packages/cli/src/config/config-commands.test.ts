import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';

const schema = {
  type: 'object',
  required: ['app'],
  properties: {
    app: {
      type: 'object',
      description: 'The web app.',
      required: ['title'],
      properties: {
        title: {
          type: 'string',
          visibility: 'frontend',
          description: 'Its name | title.',
          default: 'Portal',
        },
        port: { type: 'integer' },
        token: { type: 'string', visibility: 'secret' },
        old: { type: 'string', deprecated: 'Use title.' },
        hosts: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string', visibility: 'frontend' } } },
        },
      },
    },
  },
};

const app = (config: string, files: Record<string, string | object> = {}, env: NodeJS.ProcessEnv = {}) =>
  createTestApp(
    { 'package.json': { name: 'example', configSchema: schema }, 'app-config.yaml': config, ...files },
    env,
  );

const good = 'app:\n  title: ${TITLE}\n  port: 1\n  token: very-secret\n  hosts: [{name: a}]\n';

describe('portico config print', () => {
  it('prints the merged configuration as YAML or JSON, secrets redacted', async () => {
    await using folder = app(good, { 'app-config.local.yaml': 'app: {port: 2}' }, { TITLE: 'Portal' });
    expect(await folder.run('config', 'print')).toEqual({
      code: 0,
      stdout: 'app:\n  port: 2\n  title: Portal\n  token: <secret>\n  hosts:\n    - name: a\n',
      stderr: '',
    });
    const json = await folder.run('config:print', '--format', 'json');
    expect(JSON.parse(json.stdout)).toEqual({
      app: { title: 'Portal', port: 2, token: '<secret>', hosts: [{ name: 'a' }] },
    });
    expect((await folder.run('config:print', '--with-secrets')).stdout).toContain('token: very-secret');
  });

  it('prints what the browser sees', async () => {
    await using folder = app(good, {}, { TITLE: 'Portal' });
    const { stdout } = await folder.run('config', 'print', '--frontend', '--with-secrets', '--format=json');
    expect(JSON.parse(stdout)).toEqual({ app: { title: 'Portal', hosts: [{ name: 'a' }] } });
  });

  it('reads other files when they are named', async () => {
    await using folder = app('app: {title: a}', {
      'one.yaml': 'app: {title: b}',
      'two.yaml': 'app: {port: 3}',
    });
    const { stdout } = await folder.run(
      'config',
      'print',
      '--config',
      'one.yaml',
      '--config',
      'two.yaml',
      '--format',
      'json',
    );
    expect(JSON.parse(stdout)).toEqual({ app: { title: 'b', port: 3 } });
  });
});

describe('portico config check', () => {
  it('says that all is well, with warnings', async () => {
    await using folder = app('app: {title: a}\n');
    expect(await folder.run('config', 'check')).toEqual({
      code: 0,
      stdout: 'The configuration is valid.\n',
      stderr: '',
    });
    folder.write({ 'app-config.yaml': 'app: {title: a, old: x}\nother: 1\n' });
    expect((await folder.run('config', 'check')).stdout).toBe(
      [
        "warning  app-config.yaml:1:22 'app.old' is deprecated and may be removed soon. Use title.",
        "warning  app-config.yaml:2:8 'other' is not a known key. No installed package declares it",
        'The configuration is valid, with 2 warnings.\n',
      ].join('\n'),
    );
    expect((await folder.run('config', 'check', '--deprecated')).stdout).not.toContain('other');
  });

  it('knows what the web app has from its last build, or says that there is none', async () => {
    const configSchema = { type: 'object', properties: { app: { type: 'object' } } };
    await using folder = app('app: {title: a, extensions: [page:hime]}\n', {
      'package.json': { name: 'example', configSchema },
      'backend.ts': '',
    });
    expect((await folder.run('config', 'check')).stdout).toBe(
      "note     The names in 'app.extensions' and 'app.routes.bindings' are not checked: there is no built web app in 'dist/web'. Start the portal, which builds it.\nThe configuration is valid.\n",
    );
    folder.write({
      'dist/web/portico-build.json': { folder: 'build-1' },
      'dist/web/build-1/portico-names.json': { unknown: 'No window' },
    });
    expect((await folder.run('config', 'check')).stdout).toContain('could not list its own. No window.\n');
    const names = { extensions: ['page:home'], routes: [], externalRoutes: [] };
    folder.write({ 'dist/web/build-1/portico-names.json': names });
    const { code, stdout } = await folder.run('config', 'check', '--strict');
    expect(code).toBe(1);
    expect(stdout).toContain(
      "error    app-config.yaml:1:30 'app.extensions[0]' names the extension 'page:hime', which the web app does not have. Did you mean 'page:home'?",
    );
    folder.write({ 'app-config.yaml': 'app: {title: a, extensions: [page:home]}\n' });
    expect((await folder.run('config', 'check')).stdout).toBe('The configuration is valid.\n');
  });

  it('tells errors and warnings together, for one is often why of the other', async () => {
    await using folder = app('app:\n  titel: a\n');
    const { code, stdout } = await folder.run('config', 'check');
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        "error    app-config.yaml:1:1 'app.title' is required and missing. Set it to text (example)",
        "warning  app-config.yaml:2:10 'app.titel' is not a known key. Did you mean 'app.title'?",
        'The configuration is not valid: 1 error.\n',
      ].join('\n'),
    );
    expect((await folder.run('config', 'print')).stderr).toBe(
      [
        'The configuration has a problem:',
        "  app-config.yaml:1:1 'app.title' is required and missing. Set it to text (example)",
        'It may have to do with this:',
        "  app-config.yaml:2:10 'app.titel' is not a known key. Did you mean 'app.title'?\n",
      ].join('\n'),
    );
  });

  it('fails with every problem, and no stack', async () => {
    await using folder = app('app:\n  port: many\n  hosts: {}\n');
    const { code, stdout, stderr } = await folder.run('config:check');
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      [
        "error    app-config.yaml:1:1 'app.title' is required and missing. Set it to text (example)",
        'error    app-config.yaml:2:9 \'app.port\' must be a whole number, got the text "many" (example)',
        "error    app-config.yaml:3:3 'app.hosts' must be a list, each item an object, got an object (example)",
        'The configuration is not valid: 3 errors.\n',
      ].join('\n'),
    );
    const frontend = await folder.run('config', 'check', '--frontend');
    expect(frontend.stdout).toContain("'app.title' is required");
    expect(frontend.stdout).not.toContain('app.port');
  });

  it('can go without variables, and can refuse unknown keys', async () => {
    await using folder = app(good);
    expect((await folder.run('config', 'check')).stdout).toContain("the variable 'TITLE' is not set");
    expect((await folder.run('config', 'check', '--lax')).code).toBe(0);
    folder.write({ 'app-config.yaml': 'app: {title: a, tilte: b}\n' });
    expect((await folder.run('config', 'check')).code).toBe(0);
    expect(await folder.run('config', 'check', '--strict')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("error    app-config.yaml:1:24 'app.tilte' is not a known key."),
    });
  });

  it('can look at one package only', async () => {
    await using folder = app('app: {title: a}\n', {
      'package.json': { name: 'example', workspaces: ['plugins/*'] },
      'plugins/one/package.json': { name: 'one', configSchema: { properties: { one: { type: 'string' } } } },
      'plugins/two/package.json': { name: 'two', configSchema: { properties: { app: { type: 'string' } } } },
    });
    expect((await folder.run('config', 'check')).code).toBe(1);
    expect((await folder.run('config', 'check', '--package', 'one')).code).toBe(0);
    expect(await folder.run('config', 'check', '--package', 'no')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^No package 'no' in the workspace/),
    });
  });
});

describe('portico config schema and docs', () => {
  it('print the schema, merged or as it is stored', async () => {
    await using folder = app('app: {title: a}\n');
    expect(JSON.parse((await folder.run('config', 'schema')).stdout)).toEqual({
      title: 'Application configuration',
      ...schema,
    });
    const { stdout } = await folder.run('config', 'schema', '--no-merge', '--format', 'yaml');
    expect(stdout).toMatch(/backstageConfigSchemaVersion: 1\n$/);
  });

  it('print a reference', async () => {
    await using folder = app('app: {title: a}\n');
    expect((await folder.run('config:docs')).stdout).toBe(`# Configuration reference

## app

The web app.

| key | value | |
|---|---|---|
| \`app.title\` | text | Its name \\| title. Required. Default: \`"Portal"\`. The browser may see it. (example) |
| \`app.port\` | a whole number | (example) |
| \`app.token\` | text | Secret. (example) |
| \`app.old\` | text | **Deprecated.** Use title. (example) |
| \`app.hosts\` | a list, each item an object | (example) |
| \`app.hosts[].name\` | text | The browser may see it. (example) |
`);
  });
});

describe('portico config explain', () => {
  it('tells it also where the configuration is not valid', async () => {
    await using folder = app('app:\n  titel: a\n  port: many\n');
    const { code, stdout } = await folder.run('config', 'explain', 'app.port');
    expect(code).toBe(0);
    expect(stdout).toContain('app.port = "many"');
    folder.write({ 'app-config.yaml': 'app: [' });
    expect((await folder.run('config', 'explain', 'app.port')).code).toBe(1);
  });

  it('tells where a value comes from', async () => {
    await using folder = app(
      good,
      { 'app-config.local.yaml': 'app:\n  token: {$env: TOKEN}\n' },
      { TITLE: 'x', TOKEN: 'other-secret', APP_CONFIG_app_port: '3' },
    );
    expect((await folder.run('config', 'explain', 'app.port')).stdout).toBe(`app.port = 3

Sources, the strongest first:
  wins        variable APP_CONFIG_app_port  3
  overridden  app-config.yaml:3:9           1

Declared by:
  example  a whole number.
`);
    const secret = await folder.run('config', 'explain', 'app.token');
    expect(secret.stdout).toContain('wins        app-config.local.yaml:2:10 ($env TOKEN)  "<secret>"');
    expect(secret.stdout).toContain('It is a secret.');
    expect(secret.stdout).not.toMatch(/very-secret|other-secret/);
  });

  it('fails for a key that nobody knows', async () => {
    await using folder = app('app: {title: a}\n');
    expect(await folder.run('config', 'explain', 'no.key')).toEqual({
      code: 1,
      stdout: '',
      stderr: "No source mentions 'no.key', and no installed package declares it. See portico config docs.\n",
    });
  });
});
