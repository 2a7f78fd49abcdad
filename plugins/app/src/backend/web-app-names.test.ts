import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMockDirectory } from '@portico/backend-test-utils';
import { readWebAppNames } from './read-web-app-names.ts';
import { writeWebAppNames } from './web-app-names.ts';

const plugin = `
  import { createFrontendFeatureLoader, createFrontendModule, createFrontendPlugin, createRouteRef, PageBlueprint }
    from '@portico/frontend-plugin-api';
  import './page.css';
  const page = name => PageBlueprint.make({ name, params: { path: '/boats', loader: () => import('./page.ts') } });
  export const boats = createFrontendPlugin({
    pluginId: 'boats', routes: { root: createRouteRef() }, extensions: [page()],
  });
  export const more = createFrontendModule({ pluginId: 'boats', extensions: [page('more')] });
  export const others = createFrontendModule({ pluginId: 'not-there', extensions: [page('lost')] });
  export const asking = createFrontendFeatureLoader({ loader: async ({ config }) => [config.get('boats')] });`;

/** Writes the names of an app with these features; gives what can be read, and what was written. */
async function namesOf(features: string, patience?: number): Promise<{ names: unknown; written: string }> {
  const { path } = createMockDirectory({
    content: {
      web: {
        'features.ts': features,
        'plugin.ts': plugin,
        'page.ts': 'window.x = 1;',
        'page.css': 'p { margin: 0 }',
      },
      out: {},
      'package.json': '{"workspaces":[]}',
    },
  });
  symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(path, 'node_modules'));
  await writeWebAppNames(join(path, 'web'), join(path, 'out'), patience);
  const written = readFileSync(join(path, 'out/portico-names.json'), 'utf8');
  return { names: await readWebAppNames(join(path, 'out')), written };
}

it('lists extensions and routes, and draws nothing', async () => {
  const { names } = await namesOf(
    "import { boats, more } from './plugin.ts'; export default [boats, import('./plugin.ts').then(all => all.others), more];",
  );
  expect(names).toEqual({
    extensions: ['root', 'page:boats', 'page:boats/more'],
    routes: ['boats.root'],
    externalRoutes: [],
  });
});

it('says why it does not know them', async () => {
  const asking = await namesOf("import { asking } from './plugin.ts'; export default [asking];");
  expect(asking.names).toBeUndefined();
  expect(asking.written).toContain('It asks the configuration');
  const drawing = await namesOf("import './page.ts'; export default [];");
  expect(drawing.names).toBeUndefined();
  expect(drawing.written).toContain('window is not defined');
  const waiting = await namesOf('await new Promise(() => {}); export default [];', 100);
  expect(waiting.names).toBeUndefined();
  expect(waiting.written).toContain('did not end within 0.1 seconds');
});
