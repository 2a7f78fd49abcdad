import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';

const component = (name: string, rest = ''): string =>
  `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: team-a
${rest}`;

describe('portico catalog validate', () => {
  it('names every problem by file, line and column, with a hint, and fails', async () => {
    await using folder = createTestApp({
      'catalog-info.yaml': component('a b').replace('owner:', 'ownr:'),
      'more/catalog-info.yaml': `${component('c')}---\n---\n${component('c')}`,
    });
    const { code, stdout } = await folder.run('catalog', 'validate');
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^catalog-info\.yaml:4:9: error: "metadata\.name" .*"a b"/),
      `catalog-info.yaml:5:1: error: "spec.owner" is missing (Rename 'ownr' to 'owner')`,
      expect.stringMatching(
        /^more\/catalog-info\.yaml:14:9: warning: "component:default\/c" is declared on line 1/,
      ),
      '3 entities in 2 files: 2 errors, 1 warning.',
      '',
    ]);
  });

  it('succeeds with warnings, unless they are to be errors', async () => {
    await using folder = createTestApp({ 'a.yaml': component('a', '  subComponentOf: b\n') });
    expect(await folder.run('catalog', 'validate', 'a.yaml')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 entity in 1 file: 1 warning.'),
    });
    expect(await folder.run('catalog', 'validate', '--strict', 'a.yaml')).toMatchObject({ code: 1 });
  });

  it('takes files, folders and globs, and of a folder only what is for the catalog', async () => {
    await using folder = createTestApp({
      'one/catalog-info.yaml': component('a'),
      'one/mkdocs.yml': 'site_name: Docs',
      'one/deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}',
      'one/skeleton/catalog-info.yaml': component('${{ values.name }}'),
      'one/node_modules/b/catalog-info.yaml': component('b b'),
      'two/x.yaml': component('x'),
      'two/y.yaml': component('x'),
    });
    expect(await folder.run('catalog', 'validate', 'one')).toEqual({
      code: 0,
      stdout: '1 entity in 1 file: all valid. 1 skeleton of templates left out.\n',
      stderr: '',
    });
    expect(await folder.run('catalog', 'validate', 'two/*.yaml', 'one/mkdocs.yml')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^two\/y\.yaml:1:1: warning: "component:default\/x" is declared in two\/x\.yaml:1 already.*\none\/mkdocs\.yml:1:1: error: "apiVersion" is missing/,
      ),
    });
    expect(await folder.run('catalog', 'validate', 'three')).toMatchObject({
      code: 1,
      stderr: "No file matches 'three'. Give a file, a folder with YAML files, or a glob in quotes.\n",
    });
  });

  it('looks for the files that placeholders and locations name', async () => {
    await using folder = createTestApp({
      '.git/HEAD': '',
      'docs/note.md': '',
      'app/catalog-info.yaml': `${component('a', '  good: {$text: /docs/note.md}\n  bad: {$json: ./b.json}\n  far: {$yaml: "https://host.example/c.yaml"}\n')}---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: all}
spec: {targets: [./catalog-info.yaml, ./missing.yaml, "./*/catalog-info.yaml"]}`,
    });
    const { code, stdout } = await folder.run('catalog', 'validate', 'app');
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(0, -2)).toEqual([
      expect.stringContaining(
        'app/catalog-info.yaml:10:16: error: "spec.bad.$json" names "./b.json", which does not',
      ),
      expect.stringContaining('app/catalog-info.yaml:16:39: error: "spec.targets.1" names "./missing.yaml"'),
    ]);
  });

  it('knows the model of the app that it runs in', async () => {
    const robot = 'apiVersion: acme.example/v1\nkind: Robot\nmetadata: {name: r}\nspec: {arms: two}';
    await using app = createTestApp({
      'robot.yaml': robot,
      'app-config.yaml': { catalog: { model: { files: ['./model.yaml'] } } },
      'model.yaml':
        'kinds: [{kind: Robot, apiVersions: [acme.example/v1], spec: {properties: {arms: {type: number}}}}]',
    });
    expect(await app.run('catalog', 'validate', 'robot.yaml')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^robot\.yaml:4:14: error: "spec\.arms"/),
    });
    app.write({ 'app-config.yaml': {} });
    expect((await app.run('catalog', 'validate', 'robot.yaml')).stdout).toContain(
      "kind 'Robot' is not known",
    );
    app.write({ 'app-config.yaml': { catalog: { model: { kinds: [{ kind: 1 }] } } } });
    expect(await app.run('catalog', 'validate', 'robot.yaml')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The model in catalog.model is not valid'),
    });
  });

  it('prints JSON for programs', async () => {
    await using folder = createTestApp({ 'a.yaml': component('a').replace('team-a', '7') });
    const { code, stdout } = await folder.run('catalog', 'validate', '--format', 'json', 'a.yaml');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 1,
      warnings: 0,
      files: [
        {
          path: 'a.yaml',
          entities: [{ ref: 'component:default/a', line: 1 }],
          problems: [{ severity: 'error', pointer: '/spec/owner', source: 'a.yaml', line: 8, column: 10 }],
        },
      ],
    });
  });
});
