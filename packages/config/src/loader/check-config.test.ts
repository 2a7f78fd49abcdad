import { describe, expect, it } from 'vitest';
import { ConfigError, formatProblem, loadConfig, type LoadConfigOptions } from '../loader.ts';
import { portalSchemas } from '../testing/portal-schema.ts';
import { createTempFolder } from '../testing/temp-folder.ts';

const load = async (yaml: string, options: Partial<LoadConfigOptions> = {}) => {
  using folder = createTempFolder({ 'app-config.yaml': yaml });
  return await loadConfig({ root: folder.path, env: {}, schemas: portalSchemas, ...options });
};

const problemsOf = async (yaml: string, options: Partial<LoadConfigOptions> = {}): Promise<string[]> => {
  const error: unknown = await load(yaml, options).then(
    ({ warnings }) => warnings.map(problem => formatProblem(problem)),
    (reason: unknown) => reason,
  );
  if (error instanceof ConfigError)
    return error.problems.map(
      problem =>
        `error ${problem.place?.line}:${problem.place?.column} ${formatProblem({ ...problem, place: undefined } as never)}`,
    );
  if (Array.isArray(error))
    return error.map(text => String(text).replace(/^.*?app-config\.yaml/, 'app-config.yaml'));
  throw error;
};

describe('a configuration is checked against the schemas', () => {
  it('and every fault is told at once, with place, key and the expected shape', async () => {
    const yaml = [
      'app:',
      '  title: [x]',
      'backend:',
      '  listen:',
      '    port: 70000',
      '  database:',
      '    client: oracle',
    ].join('\n');
    expect(await problemsOf(yaml)).toEqual([
      "error 2:3 'app.title' must be text, got a list (@example/backend)",
      "error 3:1 'backend.baseUrl' is required and missing. Set it to text (@example/backend)",
      "error 5:11 'backend.listen.port' must be a whole number from 1 to 65535, got the number 70000 (@example/backend)",
      "error 7:13 'backend.database.client' must be 'better-sqlite3' or 'pg', got the text \"oracle\" (@example/backend)",
    ]);
  });

  it('as far as it could be read, along with what could not', async () => {
    const yaml = [
      'app: {title: [x]}',
      'backend:',
      '  listen: {$include: no.yaml}',
      '  database: {client: oracle, __proto__: {a: 1}}',
    ].join('\n');
    // That 'backend.baseUrl' is missing is not told: the parts that are lost may hold it.
    expect((await problemsOf(yaml)).map(problem => problem.split("'", 2).join("'"))).toEqual([
      "error 1:7 'app.title",
      "error 3:11 'backend.listen",
      "error 4:22 'backend.database.client",
      "error 4:30 'backend.database.__proto__",
    ]);
  });

  it('not while a source is missing as a whole, which may override what is wrong', async () => {
    using folder = createTempFolder({
      'app-config.yaml': 'backend: {baseUrl: x, listen: {port: no}}',
      'app-config.local.yaml': 'backend: [',
    });
    const error: unknown = await loadConfig({ root: folder.path, schemas: portalSchemas, env: {} }).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain('app-config.local.yaml');
    expect(String(error)).not.toContain('backend.listen.port');
  });

  it('and told which variable a required value lacks', async () => {
    expect(await problemsOf('backend:\n  baseUrl: http://${HOST}:${PORT}\n')).toEqual([
      "error 2:12 'backend.baseUrl' is required, and the variables 'HOST', 'PORT' are not set. Set it, or write a fallback: ${HOST:-fallback} (@example/backend)",
    ]);
    expect(await problemsOf('backend:\n  baseUrl: http://${HOST}\n', { lax: true })).toEqual([]);
  });

  it('and a number where text is wanted is told with how to write it', async () => {
    const wanted = "'app.title' must be text, got the number 2024";
    expect(await problemsOf('app: {title: 2024}\nbackend: {baseUrl: x}\n')).toEqual([
      `error 1:14 ${wanted}. Write it in quotes: "2024" (@example/backend)`,
    ]);
    const yaml = 'backend: {baseUrl: x, listen: {port: "7007"}}\n';
    expect(await problemsOf(yaml)).toEqual([]);
    const [problem] = await problemsOf(yaml, { env: { APP_CONFIG_app_title: '2024' } });
    expect(problem).toContain(
      `${wanted}. Write it as JSON text: APP_CONFIG_app_title='"2024"' (@example/backend)`,
    );
    expect(await problemsOf(yaml, { env: { APP_CONFIG_app_title: '"2024"' } })).toEqual([]);
  });

  it('never with a secret in the message', async () => {
    const yaml =
      'backend: {baseUrl: x, database: {connection: {password: [hunter2]}}, keys: {a: hunter2}}\nvault: hunter2hunter2\n';
    const problems = await problemsOf(yaml);
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('at the place of the source that won', async () => {
    using folder = createTempFolder({
      'app-config.yaml': 'backend:\n  baseUrl: x\n  listen: {port: 1}\n',
      'app-config.local.yaml': '\n\nbackend: {listen: {port: no}}\n',
    });
    const options = { root: folder.path, schemas: portalSchemas };
    await expect(loadConfig({ ...options, env: {} })).rejects.toThrow(
      /app-config\.local\.yaml:3:26 'backend\.listen\.port'/,
    );
    await expect(loadConfig({ ...options, env: { APP_CONFIG_backend_listen_port: 'no' } })).rejects.toThrow(
      /variable APP_CONFIG_backend_listen_port 'backend\.listen\.port' must be/,
    );
  });

  it('names a broken schema and goes on', async () => {
    const schemas = [
      ...portalSchemas,
      { packageName: '@example/bad', path: 'x.json', value: { patternProperties: { '(': true } } },
    ];
    expect(await problemsOf('backend: {baseUrl: x}', { schemas })).toEqual([
      expect.stringContaining(
        "The config schema of '@example/bad' is broken at '/patternProperties' in 'x.json', and not checked",
      ),
    ]);
  });
});

describe('unknown keys', () => {
  const yaml =
    'backend:\n  baseUrl: x\n  listen:\n    prot: 1\n  databas: {}\n  extra: 1\nbackendd: 1\nproxy: {}\n';

  it('are warnings at the top, where they are forbidden, and where they look like a known one', async () => {
    expect(await problemsOf(yaml)).toEqual([
      "app-config.yaml:4:11 'backend.listen.prot' is not a known key. Did you mean 'backend.listen.port'?",
      "app-config.yaml:5:3 'backend.databas' is not a known key. Did you mean 'backend.database'?",
      "app-config.yaml:7:11 'backendd' is not a known key. No installed package declares it",
      "app-config.yaml:8:1 'proxy' is not a known key. No installed package declares it",
    ]);
  });

  it('are not meant for one that stands beside them, but for one of another source', async () => {
    const both = 'backend: {baseUrl: x}\napp: {title: a, titel: b}\n';
    expect(await problemsOf(both)).toEqual([]);
    const env = { APP_CONFIG_app_titel: 'b' };
    expect(await problemsOf('backend: {baseUrl: x}\napp: {title: a}\n', { env })).toEqual([
      "variable APP_CONFIG_app_titel 'app.titel' is not a known key. Did you mean 'app.title'?",
    ]);
  });

  it('are errors in strict mode, all of them', async () => {
    const problems = await problemsOf(yaml, { strict: true });
    expect(problems).toHaveLength(5);
    expect(problems).toContainEqual(
      expect.stringMatching(
        /^error 6:10 'backend\.extra' is not a known key\. Known here: 'baseUrl', 'listen'/,
      ),
    );
  });

  it('may stand where the schema is open', async () => {
    expect(
      await problemsOf('backend: {baseUrl: x}\napp: {branding: {anything: 1}}\n', { strict: true }),
    ).toEqual([]);
  });
});

it('deprecated keys are told with what to use instead', async () => {
  expect(await problemsOf('backend: {baseUrl: x, old: true}')).toEqual([
    "app-config.yaml:1:28 'backend.old' is deprecated and may be removed soon. Use backend.listen.",
  ]);
});

describe('visibility', () => {
  const yaml = [
    'app: {title: Portal, branding: {colors: [red, {hex: 1}]}, links: [a, b], hidden: 1}',
    'backend: {baseUrl: x, listen: ":80", database: {connection: {host: db, password: hunter22}}, keys: [key-one, key-two]}',
    'vault: {address: vault-address, nested: {port: 8200}}',
    'other: {apiToken: made-up-api-token, clientSecret: short, token: true}',
  ].join('\n');

  it('frontend: only that reaches the browser, in one source', async () => {
    const [frontend, ...rest] = (await load(yaml)).frontendConfigs();
    expect(rest).toEqual([]);
    expect(frontend?.data).toEqual({
      app: { title: 'Portal', branding: { colors: ['red', { hex: 1 }] }, links: ['a', 'b'] },
      backend: { baseUrl: 'x' },
    });
    expect(frontend?.filteredKeys).toEqual(
      expect.arrayContaining(['backend.listen', 'vault.nested.port', 'backend.keys[0]']),
    );
  });

  it('secret: collected for the log, and redacted where it is printed', async () => {
    const { secrets, printable } = await load(yaml);
    expect([...secrets()].toSorted()).toEqual([
      '8200',
      'hunter22',
      'key-one',
      'key-two',
      'made-up-api-token',
      'vault-address',
    ]);
    expect(printable()).toMatchObject({
      backend: {
        database: { connection: { host: 'db', password: '<secret>' } },
        keys: ['<secret>', '<secret>'],
      },
      vault: { address: '<secret>', nested: { port: '<secret>' } },
      other: { apiToken: '<secret>', clientSecret: '<secret>', token: true },
    });
  });

  it('of an alternative counts for the browser only when the value fits it, and always for secrets', async () => {
    const { frontendConfigs, printable } = await load('a: {kind: secret, value: v}', {
      schemas: [
        {
          packageName: 'x',
          path: 'x',
          value: {
            properties: {
              a: {
                anyOf: [
                  { properties: { kind: { const: 'public' }, value: { visibility: 'frontend' } } },
                  { properties: { kind: { const: 'secret' }, value: {} } },
                ],
              },
            },
          },
        },
      ],
    });
    expect(frontendConfigs()[0]?.data).toEqual({});
    expect(printable()).toEqual({ a: { kind: 'secret', value: 'v' } });
  });

  it('frontend and secret at once is an error', async () => {
    const schemas = [
      ...portalSchemas,
      {
        packageName: 'x',
        path: 'x',
        value: { properties: { vault: { properties: { address: { visibility: 'frontend' as const } } } } },
      },
    ];
    expect(await problemsOf('backend: {baseUrl: x}\nvault: {address: a}', { schemas })).toEqual([
      "error 2:18 'vault.address' is both 'frontend' and 'secret' in the schemas. Correct the schema that shows it to the browser",
    ]);
  });
});
