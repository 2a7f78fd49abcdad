import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startPortal } from './testing/index.ts';

const names = {
  APP_CONFIG_app_extensions: JSON.stringify(['page:catalgo', { 'page:user-settings': true }]),
  APP_CONFIG_app_routes_bindings: JSON.stringify({ 'catalog.createComponent': 'catalog-import.importPag' }),
};

it('says at its start, and on the command line, which extensions and routes there are not', async () => {
  await using portal = await startPortal(names);
  await expect.poll(() => portal.output()).toContain("names the route 'catalog-import.importPag'");
  expect(portal.output()).toContain(
    "'app.extensions[0]' names the extension 'page:catalgo', which the web app does not have. Did you mean 'page:catalog'?",
  );
  const command = join(import.meta.dirname, '../../packages/cli/bin/portico.js');
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'config', 'check'], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...names },
  });
  expect(stdout.split('\n')).toEqual([
    "warning  variable APP_CONFIG_app_extensions 'app.extensions[0]' names the extension 'page:catalgo', which the web app does not have. Did you mean 'page:catalog'?",
    "warning  variable APP_CONFIG_app_routes_bindings 'app.routes.bindings' names the route 'catalog-import.importPag', which the web app does not have. Did you mean 'catalog-import.importPage'?",
    'note     Names are compared with the web app as it was built last. Start the portal to build it again.',
    'The configuration is valid, with 2 warnings.',
    '',
  ]);
});
