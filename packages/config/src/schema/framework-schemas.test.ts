import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectConfigSchemas, formatProblem, listConfigKeys, loadConfig } from '../loader.ts';
import { createTempFolder } from '../testing/temp-folder.ts';

const { schemas, faults, notes } = await collectConfigSchemas(resolve(import.meta.dirname, '../../../..'));

const check = async (yaml: string): Promise<string[]> => {
  using folder = createTempFolder({ 'app-config.yaml': yaml });
  const loading = loadConfig({ root: folder.path, env: {}, schemas, strict: true });
  const problems = await loading.then(
    ({ warnings }) => warnings,
    (error: { problems: [] }) => error.problems,
  );
  return problems.map(problem => formatProblem(problem, folder.path));
};

describe('the schemas of the framework', () => {
  it('are there, and describe every key', () => {
    expect([faults, notes]).toEqual([[], []]);
    const keys = listConfigKeys(schemas);
    const top = [
      'app',
      'backend',
      'organization',
      'discovery',
      'permission',
      'integrations',
      'auth',
      'events',
    ];
    expect(keys.map(({ key }) => key)).toEqual(expect.arrayContaining(top));
    const bare = keys.filter(
      ({ key, description }) => !key.endsWith('[]') && !key.endsWith('<name>') && !description,
    );
    expect(bare).toEqual([]);
  });

  it('call everything a secret that sounds like one', () => {
    const sounding = /(?:password|secret|token|privateKey|sasToken|accountKey|apiKey)$/i;
    const open = listConfigKeys(schemas).filter(
      ({ key, wants, visibility }) => sounding.test(key) && wants === 'text' && visibility !== 'secret',
    );
    expect(open).toEqual([]);
  });

  it('accept what portals write', async () => {
    const yaml = `
app: {title: Portal, baseUrl: http://localhost:3000}
organization: {name: Example}
backend:
  baseUrl: http://localhost:7007
  listen: ':7007'
  auth:
    keys: []
    externalAccess:
      - {type: static, options: {token: long-enough, subject: ci}, accessRestrictions: [{plugin: catalog, permission: catalog.entity.read}]}
      - {type: jwks, options: {url: 'https://example.com/keys', issuer: [a, b], audience: x}}
      - {type: own-kind, options: {anything: 1}}
  csp: {connect-src: ["'self'", 'http:'], upgrade-insecure-requests: false}
  cors: {origin: http://localhost:3000, methods: [GET, HEAD], credentials: true}
  database:
    client: pg
    connection: {host: db, port: '5432', user: u, password: p, ssl: {rejectUnauthorized: false}}
    plugin: {catalog: {client: better-sqlite3, connection: ':memory:'}}
  cache: {store: redis, connection: 'redis://localhost', defaultTtl: 5 minutes}
  reading: {allow: [{host: example.com}, {host: '*.example.org', paths: [/x]}]}
  rateLimit: {window: {minutes: 1}, incomingRequestLimit: 100, plugin: {auth: {window: PT1M}}}
  logger: {level: debug, meta: {env: prod}, overrides: [{matchers: {plugin: [auth, /cat/]}, level: error}]}
  startup: {plugins: {search: {onPluginBootFailure: continue, modules: {pg: {onPluginModuleBootFailure: abort}}}}}
discovery: {endpoints: [{target: 'http://x/api/{{pluginId}}', plugins: [catalog]}, {target: {internal: http://y}, plugins: '*'}]}
integrations:
  github: [{host: github.com, apps: [{appId: 1, privateKey: k, clientId: c, clientSecret: s, webhookSecret: w}]}]
  azure: [{host: dev.azure.com, credentials: [{organizations: [o], personalAccessToken: t}]}]
  awsS3: [{}]
auth:
  environment: development
  session: {secret: s}
  backstageTokenExpiration: {minutes: 30}
  providers:
    guest: {dangerouslyAllowOutsideDevelopment: true}
    github: {development: {clientId: a, clientSecret: b, signIn: {resolvers: [{resolver: usernameMatchingUserEntityName}]}}}
    gcpIap: {audience: x, signIn: {resolvers: [{resolver: r, allowedDomains: [a]}]}}
permission: {enabled: true}
events: {useEventBus: never, http: {topics: [github]}}
`;
    expect(
      (await check(yaml)).filter(problem => !problem.includes("'backend.auth.keys' is deprecated")),
    ).toEqual([]);
  });

  it.each([
    ['backend: {listen: {port: x}}', "'backend.listen.port' must be a whole number from 0 to 65535"],
    [
      'backend: {database: {client: mysql}}',
      "'backend.database.client' must be 'better-sqlite3', 'sqlite3', 'pg' or 'embedded-postgres'",
    ],
    [
      'backend: {auth: {externalAccess: [{type: static, options: {token: short, subject: a}}]}}',
      "'backend.auth.externalAccess[0].options.token' must be text of at least 8 characters",
    ],
    [
      'backend: {cache: {store: redis, defaultTtl: {minute: 5}}}',
      "'backend.cache.defaultTtl.minute' is not a known key. Did you mean 'backend.cache.defaultTtl.minutes'?",
    ],
    ['integrations: {github: [{token: x}]}', "'integrations.github[0].host' is required and missing"],
    [
      'auth: {providers: {github: {development: {clientId: [a]}}}}',
      "'auth.providers.github.development.clientId' must be text",
    ],
    ['events: {useEventBus: sometimes}', "'events.useEventBus' must be 'never', 'always' or 'auto'"],
    ['backend: {basUrl: x}', "'backend.basUrl' is not a known key. Did you mean 'backend.baseUrl'?"],
  ])('tell what is wrong with %s', async (yaml, message) => {
    expect((await check(yaml)).join('\n')).toContain(message);
  });
});
