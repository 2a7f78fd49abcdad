import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import type { Config } from '@portico/config';
import { loadConfig } from '@portico/config/loader';
import { afterEach, expect, it, vi } from 'vitest';

interface Case {
  name: string;
  files: Record<string, string>;
  env?: Record<string, string>;
  args?: string[];
}

const cases: Case[] = [
  {
    name: 'one file with every type of value',
    files: {
      'app-config.yaml': `
app: { title: A, flags: [true, false, 1, 2.5, text], nothing: null, empty: {}, none: [] }
backend: { listen: ':7007', csp: { script-src: ["'self'"], frame-src: false } }
dates: { day: 2024-01-01, quoted: '2024-01-01' }
multi: |
  one
  two
`,
    },
  },
  {
    name: 'layers: objects merge, lists and scalars replace, null removes',
    files: {
      'app-config.yaml': 'a: { b: { c: 1, d: [1, 2, 3], e: x }, f: kept }\ng: { h: { i: 1 } }\n',
      'app-config.local.yaml': 'a: { b: { d: [9], e: null } }\ng: null\n',
    },
  },
  {
    name: 'environments by name, in order, local ones last',
    files: {
      'app-config.yaml': 'v: base\nbase: 1\n',
      'app-config.production.yaml': 'v: production\nproduction: 1\n',
      'app-config.eu.yaml': 'v: eu\neu: 1\n',
      'app-config.local.yaml': 'v: local\nlocal: 1\n',
      'app-config.eu.local.yaml': 'v: eu-local\neuLocal: 1\n',
    },
    env: { BACKSTAGE_ENV: 'production,eu' },
  },
  {
    name: 'explicit files only, in the order given',
    files: { 'app-config.yaml': 'ignored: 1\n', 'one.yaml': 'a: 1\nb: 1\n', 'sub/two.yaml': 'b: 2\nc: 2\n' },
    args: ['--config', 'one.yaml', '--config', 'sub/two.yaml'],
  },
  {
    name: 'variables: substitution, fallback, escape, missing',
    files: {
      'app-config.yaml': `
plain: \${NAME}
inside: 'a-\${NAME}-\${OTHER}-z'
spaced: \${ NAME }
fallback: \${MISSING:-fell back}
emptyFallback: \${EMPTY:-was empty}
unused: \${NAME:-not this}
escaped: $\${NAME}
bothWays: $\${NAME} \${NAME}
gone: \${MISSING}
partlyGone: 'x-\${MISSING}'
list: ['\${NAME}', '\${MISSING}', last]
nested: { gone: '\${MISSING}', kept: 1 }
number: \${PORT}
`,
    },
    env: { NAME: 'portico', OTHER: 'other', EMPTY: '', PORT: '7007' },
  },
  {
    name: 'includes: files, variables and parts of other files, relative to the including file',
    files: {
      'app-config.yaml': `
fromFile: { $file: ./secrets/token.txt }
fromEnv: { $env: TOKEN }
missingEnv: { $env: MISSING, }
whole: { $include: ./parts/part.yaml }
part: { $include: ./parts/part.yaml#deep }
json: { $include: ./parts/data.json#list }
substituted: { $file: './secrets/\${WHICH}.txt' }
`,
      'secrets/token.txt': 'from-a-file  \n\n',
      'parts/part.yaml': 'deep: { value: { $file: ./beside.txt } }\nshallow: ${TOKEN}\n',
      'parts/beside.txt': 'beside the part\n',
      'parts/data.json': '{"list": [1, {"a": true}]}',
    },
    env: { TOKEN: 't0ken', WHICH: 'token' },
  },
  {
    name: 'APP_CONFIG variables win over files, are JSON where they can be, text where not',
    files: { 'app-config.yaml': 'app: { title: file, other: kept }\nbackend: { port: 1 }\n' },
    env: {
      APP_CONFIG_app_title: 'from the environment',
      APP_CONFIG_backend_port: '8080',
      APP_CONFIG_backend_flags: '{"on": true, "list": [1, 2]}',
      'APP_CONFIG_new_key-with-dash': '"quoted"',
      APP_CONFIG_app_half: '{"not json',
    },
  },
  {
    name: 'keys that no path can address',
    files: {
      'app-config.yaml':
        'proxy:\n  "/api/v1": { target: http://x }\n  "https://a.b/c": 1\nweird: { "a b": 1, "1": 2 }\n',
    },
  },
  {
    name: 'YAML merge keys and anchors',
    files: { 'app-config.yaml': 'base: &b { a: 1, b: [1] }\ncopy: *b\nlist: [*b, *b]\n' },
  },
];

const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function writeFolder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'portico-config-'));
  folders.push(root);
  for (const [path, text] of Object.entries({ 'package.json': '{"name":"app"}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The data of a configuration, or what loading it failed with. */
async function read(load: () => Promise<Pick<Config, 'getOptional'>>): Promise<unknown> {
  const config = await load();
  return config.getOptional() ?? {};
}

it.each(cases)('reads as the official loader does: $name', async ({ files, env = {}, args = [] }) => {
  const root = writeFolder(files);
  // the official loader substitutes from the process's own environment
  for (const [key, value] of Object.entries(env)) vi.stubEnv(key, value);
  const absolute = args.map(argument => (argument.endsWith('.yaml') ? join(root, argument) : argument));
  const official = await read(() =>
    ConfigSources.toConfig(ConfigSources.default({ rootDir: root, env, argv: absolute, watch: false })),
  );
  const own = await read(async () => {
    const loaded = await loadConfig({ root, env, args: absolute, schemas: [] });
    loaded.stop();
    return loaded.config;
  });
  expect(own).toEqual(official);
});

it.each([
  ['adjacent keys beside an include', { 'app-config.yaml': 'a: { $env: X, b: 1 }\n' }],
  ['a missing file', { 'app-config.yaml': 'a: { $file: ./nowhere.txt }\n' }],
  ['a missing include', { 'app-config.yaml': 'a: { $include: ./nowhere.yaml }\n' }],
  ['broken YAML', { 'app-config.yaml': 'a: [1, 2\nb: }\n' }],
  ['a root that is no object', { 'app-config.yaml': '- a\n- b\n' }],
  ['no configuration at all', {}],
])('refuses as the official loader does: %s', async (_name, files) => {
  const root = writeFolder(files as Record<string, string>);
  const official = () =>
    ConfigSources.toConfig(ConfigSources.default({ rootDir: root, env: {}, argv: [], watch: false }));
  await expect(official()).rejects.toThrow();
  await expect(loadConfig({ root, env: {}, schemas: [] })).rejects.toThrow();
});
