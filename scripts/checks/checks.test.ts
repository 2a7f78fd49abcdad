import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDocs } from './docs.ts';
import { checkExports } from './exports.ts';
import { checkImports } from './imports.ts';
import { checkLayers } from './layers.ts';
import { checkMigrations } from './migrations.ts';
import { readProject, type Problem, type Project } from './project.ts';
import { checkSizes } from './sizes.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-checks-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Record<string, string>): Project {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return readProject(root);
}

function manifest(name: string, more: object = {}): string {
  return JSON.stringify({ name, exports: { '.': './src/index.ts' }, ...more });
}

const lines = (problems: Problem[]) =>
  problems.map(({ file, line, message }) => `${file}:${line ?? 0} ${message}`);

describe('checkLayers', () => {
  it('names an import of a higher layer', () => {
    const project = write({
      'packages/errors/package.json': manifest('@portico/errors'),
      'packages/errors/src/index.ts':
        "import { x } from '@portico/config';\nimport type { y } from '@portico/errors';\n",
      'packages/config/package.json': manifest('@portico/config'),
      'packages/config/src/index.ts': "import { x } from '@portico/errors';\n",
    });
    expect(lines(checkLayers(project))).toEqual([
      "packages/errors/src/index.ts:1 imports '@portico/config', which is not in a lower layer",
      "packages/errors/src/index.ts:2 imports its own package by name ('@portico/errors'); use a relative path",
    ]);
  });

  it("keeps a plugin's backend to apps and tests, and apart from its web", () => {
    const doors = { exports: { '.': './src/index.ts', './backend': './src/backend/index.ts' } };
    const project = write({
      'plugins/a/package.json': manifest('@portico/plugin-a', doors),
      'plugins/a/src/index.ts': "import { z } from './backend/index.ts';\n",
      'plugins/a/src/backend/index.ts': "import '../web/index.ts';\n",
      'plugins/b/package.json': manifest('@portico/plugin-b'),
      'plugins/b/src/index.ts': "import '@portico/plugin-a/backend';\nimport '@portico/plugin-a/hidden';\n",
      'plugins/b/src/index.test.ts': "import '@portico/plugin-a/backend';\n",
      'apps/portal/package.json': manifest('@portico/portal'),
      'apps/portal/backend.ts': "import '@portico/plugin-a/backend';\n",
    });
    expect(lines(checkLayers(project))).toEqual([
      "plugins/a/src/backend/index.ts:1 imports 'plugins/a/src/web/index.ts': backend and web meet in the contract, src/index.ts",
      "plugins/a/src/index.ts:1 imports 'plugins/a/src/backend/index.ts': the contract does not know the backend",
      expect.stringContaining(
        "plugins/b/src/index.ts:1 imports '@portico/plugin-a/backend'; only apps and tests do",
      ),
      "plugins/b/src/index.ts:2 imports '@portico/plugin-a/hidden', which is not among the exports of @portico/plugin-a",
      "plugins/b/src/index.ts:1 imports '@portico/plugin-a/backend', but is loaded by browsers too",
    ]);
  });

  it('lets the main door of a backend plugin be its backend, and no other', () => {
    const doors = { '.': './src/index.ts', './web': './src/web.ts' };
    const role = { backstage: { role: 'backend-plugin' }, exports: doors };
    const project = write({
      'packages/backend-plugin-api/package.json': manifest('@portico/backend-plugin-api'),
      'plugins/a/package.json': manifest('@internal/plugin-a', role),
      'plugins/a/src/index.ts': "import '@portico/backend-plugin-api';\n",
      'plugins/a/src/web.ts': "import './router.ts';\n",
      'plugins/a/src/router.ts': "import 'node:fs';\n",
      'plugins/b/package.json': manifest('@internal/plugin-b'),
      'plugins/b/src/index.ts': "import '@portico/backend-plugin-api';\n",
    });
    expect(lines(checkLayers(project))).toEqual([
      "plugins/a/src/router.ts:1 imports 'node:fs', but is loaded by browsers too",
      "plugins/b/src/index.ts:1 imports '@portico/backend-plugin-api', but is loaded by browsers too",
    ]);
  });

  it('follows what a browser loads to an import of Node', () => {
    const project = write({
      'packages/config/package.json': manifest('@portico/config'),
      'packages/config/src/index.ts': "export { a } from './a.ts';\n",
      'packages/config/src/a.ts':
        "import { readFileSync } from 'node:fs';\n/** A. */\nexport const a = readFileSync;\n",
      'packages/config/src/loader.ts': "import 'node:fs';\n",
    });
    expect(lines(checkLayers(project))).toEqual([
      "packages/config/src/a.ts:1 imports 'node:fs', but is loaded by browsers too",
    ]);
  });
});

it('checkImports names what package.json does not declare, and official packages', () => {
  const project = write({
    'packages/errors/package.json': manifest('@portico/errors', { dependencies: { zod: '1' } }),
    'packages/errors/src/index.ts':
      "import 'zod';\nimport 'ajv/dist/core';\nimport 'fs';\nawait import('@backstage/config');\nimport './a.ts';\n",
    'packages/errors/src/index.test.ts': "import 'vitest';\nimport 'left-pad';\n",
  });
  expect(lines(checkImports(project))).toEqual([
    "packages/errors/src/index.test.ts:2 imports 'left-pad', which packages/errors/package.json does not declare",
    "packages/errors/src/index.ts:2 imports 'ajv', which packages/errors/package.json does not declare",
    "packages/errors/src/index.ts:3 imports 'fs' without 'node:'",
    "packages/errors/src/index.ts:4 imports '@backstage/config'; only conformance/ and bench/ may",
  ]);
});

it('checkExports names missing doors, wildcard exports and undocumented declarations', () => {
  const project = write({
    'packages/errors/package.json': manifest('@portico/errors', {
      exports: { '.': './src/index.ts', './node': './src/node.ts' },
    }),
    'packages/errors/src/index.ts':
      "export * from './a.ts';\n/** Documented. */\nexport const a = 1;\nexport const b = 2;\n/** Overloaded. */\nexport function f(x: number): void;\nexport function f(x: string): void;\nexport function f(): void {}\n",
  });
  expect(lines(checkExports(project))).toEqual([
    "packages/errors/package.json:0 exports './node' as './src/node.ts', which does not exist",
    'packages/errors/src/index.ts:1 exports everything of another file; list the names',
    'packages/errors/src/index.ts:4 exports a declaration without a doc comment',
  ]);
});

it('checkSizes names long files, long functions and long parameter lists, but for tests', () => {
  const long = `/** F. */\nexport function f() {\n${'  f();\n'.repeat(60)}}\n`;
  const project = write({
    'packages/errors/package.json': manifest('@portico/errors'),
    'packages/errors/src/f.ts': long,
    'packages/errors/src/closure.ts': `/** C. */\nexport function c() {\n  return () => {\n${'    c();\n'.repeat(58)}  };\n}\n`,
    'packages/errors/src/f.test.ts': long.repeat(10),
    'packages/errors/src/g.ts': `${'// g\n'.repeat(301)}const g = (a, b, c, d, e, g) => a;\n`,
  });
  expect(lines(checkSizes(project))).toEqual([
    'packages/errors/src/f.ts:2 function of 62 lines of its own, over 60',
    'packages/errors/src/g.ts:0 has 302 lines, over 300; it usually holds two ideas',
    'packages/errors/src/g.ts:302 function of 6 parameters; take one options object',
  ]);
});

it('checkMigrations refuses unrecorded, changed and removed migrations, and imports of values', () => {
  const path = 'plugins/a/migrations/1.ts';
  mkdirSync(join(root, 'scripts'));
  const manifests = { 'plugins/a/package.json': manifest('@portico/plugin-a') };
  const first = write({ ...manifests, [path]: "import type { K } from 'knex';\n" });
  expect(lines(checkMigrations(first))).toEqual([
    `${path}:0 is not recorded; run \`node scripts/check.ts --record\``,
  ]);
  expect(checkMigrations(first, { record: true })).toEqual([]);
  expect(checkMigrations(first)).toEqual([]);

  const changed = write({ [path]: "import { K } from 'knex';\n" });
  const wrong = [
    `${path}:0 is a recorded migration and was changed or removed; add a new one`,
    `${path}:1 a migration imports types only`,
  ];
  expect(lines(checkMigrations(changed))).toEqual(wrong);
  expect(lines(checkMigrations(changed, { record: true }))).toEqual(wrong);
});

it('checkDocs names links that lead nowhere, and packages without a sentence about them', () => {
  const project = write({
    'packages/a/package.json': manifest('@portico/a'),
    'packages/b/package.json': manifest('@portico/b'),
    'packages/b/README.md': '# b\n\nIt is b.\n',
    'packages/c/package.json': manifest('@portico/c'),
    'packages/c/README.md': '# @portico/c\n\nis c\n',
    'packages/d/package.json': manifest('@portico/d'),
    'packages/d/README.md': '# @portico/d\n\nIt is [d](../../docs/d.md#what-d-is).\n',
    'packages/d/node_modules/e/README.md': '[none](none.md)\n',
    'docs/d.md':
      '# D\n\n## What `d` is?\n\n[web](https://example.com) [down](#d) [c](../packages/c)\n[gone](gone.md) [not here](#here)\n```md\n[in code](x.md)\n```\n`[x](y)` [e](d.md#e "E")\n',
  });
  expect(lines(checkDocs(project))).toEqual([
    "docs/d.md:6 links to 'gone.md', which does not exist",
    "docs/d.md:6 links to '#here', which has no such heading",
    "docs/d.md:10 links to 'd.md#e', which has no such heading",
    'packages/a/README.md:0 does not exist: one sentence, one example, the surface',
    "packages/b/README.md:1 does not begin with '# @portico/b'",
    'packages/c/README.md:3 does not say in a sentence what the package is',
  ]);
});

it('finds nothing wrong with what `portico plugin new` writes', () => {
  write({ 'package.json': '{"workspaces":["plugins/*"]}' });
  const portico = join(import.meta.dirname, '../../packages/cli/bin/portico.js');
  for (const parts of ['backend', 'web', 'both'])
    execFileSync(process.execPath, [portico, 'plugin', 'new', `a-${parts}`, '--parts', parts], { cwd: root });
  const project = readProject(root);
  expect(project.workspaces).toHaveLength(3);
  const checks = [checkLayers, checkImports, checkExports, checkSizes, checkDocs];
  expect(checks.flatMap(check => lines(check(project)))).toEqual([]);
});
