import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createMockDirectory } from '@portico/backend-test-utils';
import { built, buildOf, indexHtml, scriptOf, sources, startPortal } from './testing/start-portal.ts';

/** A configuration of Vite that waits for a file of the name `begin`. */
const patientConfig = `
  import { existsSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  async function buildStart() {
    while (!existsSync(import.meta.dirname + '/../begin')) await setTimeout(20);
  }
  export default { plugins: [{ name: 'wait', buildStart }] };`;

describe('a build of the web app', () => {
  it('says that it is being built, is built, and built again only when its sources change', async () => {
    const web = { ...sources.web, 'vite.config.ts': patientConfig };
    const { path: folder } = createMockDirectory({ content: { ...sources, web } });
    await using portal = await startPortal({ folder });
    const first = await portal.page('/');
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
    expect(first.text).toContain('is being built');
    writeFileSync(portal.path('begin'), '');
    const oldScript = scriptOf(await built(portal));
    expect((await fetch(portal.url + oldScript)).status).toBe(200);

    await using again = await startPortal({ folder: portal.path('') });
    expect(scriptOf(await built(again))).toBe(oldScript);
    expect(readdirSync(portal.path('out')).filter(name => name.startsWith('build-'))).toHaveLength(1);

    writeFileSync(portal.path('web/later.ts'), "console.log('changed')");
    await using changed = await startPortal({ folder: portal.path('') });
    expect(scriptOf(await built(changed))).not.toBe(oldScript);
    expect((await fetch(changed.url + oldScript)).status).toBe(200);
  });

  it('comes to its end whatever a feature does when it is loaded without a browser', async () => {
    const features = 'setInterval(() => window.focus(), 1); export default [];';
    const folder = createMockDirectory({
      content: { ...sources, web: { ...sources.web, 'features.ts': features } },
    }).path;
    symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(folder, 'node_modules'));
    await using portal = await startPortal({ folder });
    expect(await built(portal)).toContain('<script');
  });

  it('keeps builds that are served or may be in open tabs, and says of lost files that they are not there', async () => {
    await using portal = await startPortal();
    const script = scriptOf(await built(portal));
    const served = buildOf(portal);
    const longAgo = new Date(Date.now() - 8 * 86_400_000);
    await using again = await startPortal({ folder: portal.path('') });
    utimesSync(portal.path(`out/${served}`), longAgo, longAgo);
    mkdirSync(portal.path('out/build-0'));
    utimesSync(portal.path('out/build-0'), longAgo, longAgo);
    mkdirSync(portal.path('out/build-1'));
    await built(again);
    await expect
      .poll(() => statSync(portal.path(`out/${served}`)).mtimeMs)
      .toBeGreaterThan(longAgo.getTime());
    writeFileSync(portal.path('web/later.ts'), "console.log('changed')");
    await using changed = await startPortal({ folder: portal.path('') });
    await built(changed);
    const builds = readdirSync(portal.path('out')).filter(name => name.startsWith('build-'));
    expect([builds.length, builds]).toEqual([3, expect.arrayContaining(['build-1', served])]);

    rmSync(portal.path(`out/${served}`), { recursive: true });
    const lost = await fetch(portal.url + script);
    expect([lost.status, lost.headers.get('cache-control'), lost.headers.get('content-encoding')]).toEqual([
      404,
      'no-store',
      null,
    ]);
  });

  it('gets by without what another process has removed of its builds, and says what it cannot do without', async () => {
    const folder = createMockDirectory({ content: sources }).path;
    const output = join(folder, 'out');
    const serve = async (): Promise<string> => {
      await using portal = await startPortal({ folder });
      return scriptOf(await built(portal));
    };
    const first = await serve();
    // What stands in for a folder that is gone when its files are listed.
    writeFileSync(join(output, 'build-gone'), '');
    expect(await serve()).toBe(first);

    const index = (): string => {
      const { folder: name } = JSON.parse(readFileSync(join(output, 'portico-build.json'), 'utf8'));
      return join(output, name, 'index.html');
    };
    rmSync(index());
    expect(await serve()).toBe(first);

    rmSync(index());
    mkdirSync(index());
    await using portal = await startPortal({ folder });
    await vi.waitFor(async () => expect((await portal.page('/')).text).toContain('cannot be read'));
  });

  it('is built again when its sources change while they are built', async () => {
    const folder = createMockDirectory({
      content: {
        web: {
          'index.html': indexHtml,
          'main.ts': "console.log('old words');",
          'vite.config.ts': `
            import { writeFileSync } from 'node:fs';
            const change = () => writeFileSync(import.meta.dirname + '/main.ts', "console.log('new words');");
            export default { plugins: [{ name: 'change', buildEnd: change }] };`,
        },
        'package.json': '{"type":"module","workspaces":[]}',
        'package-lock.json': '{}',
      },
    }).path;
    await using portal = await startPortal({ folder });
    const script = await fetch(portal.url + scriptOf(await built(portal)));
    expect(await script.text()).toContain('new words');
    expect(readdirSync(portal.path('out')).filter(name => name.startsWith('build-'))).toHaveLength(2);
  });

  it('is built again when a package that it imports has changed, and not for others', async () => {
    const packageJson = JSON.stringify({ name: 'words', version: '1.0.0', main: 'index.js', type: 'module' });
    const folder = createMockDirectory({
      content: {
        web: { 'index.html': indexHtml, 'main.ts': "import { word } from 'words'; console.log(word);" },
        node_modules: { words: { 'package.json': packageJson, 'index.js': "export const word = 'one';" } },
        'package.json': '{"workspaces":[]}',
        'package-lock.json': '{}',
      },
    }).path;
    await using portal = await startPortal({ folder });
    const oldScript = scriptOf(await built(portal));

    writeFileSync(portal.path('package-lock.json'), '{"changed":true}');
    await using same = await startPortal({ folder });
    await built(same);
    expect(readdirSync(portal.path('out')).filter(name => name.startsWith('build-'))).toHaveLength(1);

    writeFileSync(portal.path('node_modules/words/package.json'), packageJson.replace('1.0.0', '2.0.0'));
    writeFileSync(portal.path('node_modules/words/index.js'), "export const word = 'two';");
    await using changed = await startPortal({ folder });
    expect(scriptOf(await built(changed))).not.toBe(oldScript);
  });

  it('fetches features and what they share beside the first script', async () => {
    const feature = "import { shared } from '../../shared.ts'; export default () => shared();";
    const folder = createMockDirectory({
      content: {
        web: {
          'index.html': indexHtml,
          'main.ts': "void import('./one/web/index.ts'); void import('./two/web/index.ts');",
          one: { web: { 'index.ts': `${feature} console.log('feature one');` } },
          two: {
            web: { 'index.ts': `${feature} console.log('feature two'); void import('../page.ts');` },
            'page.ts': "console.log('the page');",
          },
          'shared.ts': "export const shared = () => console.log('shared by features');",
        },
        'package.json': '{"workspaces":[]}',
      },
    }).path;
    await using portal = await startPortal({ folder });
    const html = await built(portal);
    const [build = ''] = readdirSync(portal.path('out')).filter(name => name.startsWith('build-'));
    const files = readdirSync(portal.path(`out/${build}/static`)).filter(name => name.endsWith('.js'));
    const fileWith = (text: string): string | undefined =>
      files.find(name => readFileSync(portal.path(`out/${build}/static/${name}`), 'utf8').includes(text));
    for (const text of ['feature one', 'feature two', 'shared by features'])
      expect(html).toContain(`<link rel="modulepreload" crossorigin href="/static/${fileWith(text)}">`);
    expect(html).not.toContain(fileWith('the page'));
  });

  it('tells why it could not be built', async () => {
    const { path: folder } = createMockDirectory({
      content: { web: { 'index.html': indexHtml, 'main.ts': "import './gone.ts';" } },
    });
    await using portal = await startPortal({ folder });
    await expect(built(portal)).rejects.toThrow(/could not be built[^]*gone\.ts/);
  });
});
