import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';

const report = `console.log('up', process.cwd(), process.argv.slice(2).join(' '), process.env.PORTICO_TIMING ?? '', process.env.NODE_ENV);`;
const stayUp = `setInterval(() => {}, 1000); process.once('SIGTERM', () => { console.log('bye'); process.exit(0); });`;

describe('portico start', () => {
  it('runs the backend in the folder of the app, wherever below it was typed', async () => {
    await using app = createTestApp({
      'package.json': { name: 'root', workspaces: ['apps/*'], type: 'module' },
      'apps/portal/backend.ts': `const typed: string = 'ok'; console.log(typed); ${report}`,
    });
    const { code, stdout } = await app.run(
      'start',
      '--config',
      'x.yaml',
      '--config=https://example.com/y.yaml',
      '--timing',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^ok\nup ${app.path}/apps/portal --config=${app.path}/x.yaml --config=https://example.com/y.yaml 1 `,
      ),
    );
  });

  it('fails when there is no app, or more than one', async () => {
    await using app = createTestApp({ 'package.json': { workspaces: ['apps/*'] } });
    expect(await app.run('start')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^No 'backend.ts' in '.*Run the command in the folder of an app\.\n$/),
    });
    app.write({ 'apps/a/backend.ts': '', 'apps/b/backend.ts': '' });
    expect(await app.run('start')).toMatchObject({
      code: 1,
      stderr: "There are several apps: 'apps/a', 'apps/b'. Run the command in the folder of one of them.\n",
    });
  });

  it('ends with 1 and the message alone when the backend fails to start, even with a server open', async () => {
    await using app = createTestApp({
      'backend.ts': `${stayUp} throw Object.assign(new Error('No database', { cause: new Error('refused') }), { name: 'BackendStartupError' });`,
    });
    expect(await app.run('start')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'No database\n  because: refused\n',
    });
  });
});

describe('portico start --dev', () => {
  it('runs the backend again after a change of source, configuration or workspace package', async () => {
    await using app = createTestApp(
      {
        'package.json': { name: 'root', workspaces: ['apps/*', 'plugins/*'], type: 'module' },
        'apps/portal/backend.ts': `${stayUp} console.log('one'); ${report}`,
        'apps/portal/app-config.yaml': 'a: 1',
        'plugins/x/src/index.ts': '',
        'plugins/x/node_modules/y/index.ts': '',
      },
      { NODE_ENV: undefined },
    );
    const portico = app.start('start', '--dev', '--config', 'x.yaml');
    await portico.until(/one\nup .*apps\/portal --config=.*x\.yaml +development/);
    app.write({
      'plugins/x/node_modules/y/index.ts': '1',
      'apps/portal/backend.ts': `${stayUp} console.log('two');`,
    });
    await portico.until(/\[portico\] apps\/portal\/backend\.ts has changed\. Starting again\.\n/);
    await portico.until(/bye/);
    await portico.until(/two/);
    app.write({ 'apps/portal/app-config.yaml': 'a: 2' });
    await portico.until(/\[portico\] apps\/portal\/app-config\.yaml has changed/);
    await portico.until(/two[^]*two/);
    app.write({ 'plugins/x/src/index.ts': '1' });
    await portico.until(/\[portico\] plugins\/x\/src\/index\.ts has changed/);
    await portico.until(/two[^]*two[^]*two/);
    expect(portico.output).not.toContain('node_modules');
  });

  it('waits for a change when the backend fails, and stops with it', async () => {
    await using app = createTestApp({ 'backend.ts': 'throw new Error("broken")' });
    const portico = app.start('start', '--dev');
    await portico.until(/broken[^]*\[portico\] The backend has ended with 1\. Waiting for a change\./);
    app.write({ 'backend.ts': `${stayUp}\nconsole.log('mended');` });
    await portico.until(/mended/);
    portico.process.kill('SIGTERM');
    await portico.until(/bye/);
  });
});
