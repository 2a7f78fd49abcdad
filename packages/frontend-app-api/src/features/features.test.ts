import { createConfigReader } from '@portico/config';
import {
  createFrontendFeatureLoader,
  createFrontendPlugin,
  type FrontendFeatureLoader,
} from '@portico/frontend-plugin-api';
import { describe, expect, it, vi } from 'vitest';
import { createText, makeApp } from '../testing/make-app.ts';
import { loadFeatures } from './load-features.ts';

const config = createConfigReader([]);

describe('loadFeatures', () => {
  it('stops loaders that load others without end', async () => {
    const next = (): FrontendFeatureLoader => createFrontendFeatureLoader({ loader: () => [next()] });
    await expect(loadFeatures([next()], config)).rejects.toThrow('more than 5 times');
  });

  it('runs a loader once, also when it loads itself', async () => {
    const load = vi.fn((): Iterable<FrontendFeatureLoader> => [loader]);
    const loader: FrontendFeatureLoader = createFrontendFeatureLoader({ loader: load });
    expect(await loadFeatures([loader, loader], config)).toEqual([]);
    expect(load).toHaveBeenCalledOnce();
  });
});

describe('the information about a plugin', () => {
  const packageJson = vi.fn(async () => ({
    name: '@acme/plugin-things',
    version: '1.2.3',
    description: 'Things',
    homepage: 'https://acme.example',
    repository: { url: 'https://github.com/acme/portal', directory: 'plugins/things' },
  }));
  const manifest = async () => ({
    metadata: { name: 'things', namespace: 'acme', links: [{ title: 'Docs', url: 'https://docs' }] },
    spec: { owner: 'team-a' },
  });
  const plugin = createFrontendPlugin({
    pluginId: 'things',
    // As `import()` gives it, and as it is.
    info: { packageJson: async () => ({ default: await packageJson() }), manifest },
    extensions: [createText('a')],
  });
  const infoIn = async (overrides: object[] = [], options = {}) => {
    const app = makeApp([plugin], { app: { pluginOverrides: overrides as never[] } }, options);
    return app.tree.nodes.get('things/a')?.spec.plugin.info();
  };

  it('comes from the package and the manifest', async () => {
    expect(await infoIn()).toEqual({
      packageName: '@acme/plugin-things',
      version: '1.2.3',
      description: 'Things',
      ownerEntityRefs: ['group:acme/team-a'],
      links: [{ title: 'Docs', url: 'https://docs' }],
    });
    await expect(plugin.info()).rejects.toThrow("'things' is not installed");
  });

  it('is changed by configuration that matches', async () => {
    const info = await infoIn([
      { match: { packageName: '/^@acme\\//' }, info: { ownerEntityRefs: ['team-b', 'user:x/y'] } },
      { match: { pluginId: 'things' }, info: { description: 'Changed' } },
      { match: { pluginId: 'other' }, info: { description: 'Not this' } },
    ]);
    expect(info).toMatchObject({
      description: 'Changed',
      ownerEntityRefs: ['group:default/team-b', 'user:x/y'],
    });
  });

  it('is resolved by the app when it wants to, and read when somebody asks, once', async () => {
    packageJson.mockClear();
    const app = makeApp(
      [plugin],
      {},
      {
        advanced: {
          pluginInfoResolver: async context => {
            const { info } = await context.defaultResolver({
              packageJson: await context.packageJson(),
              manifest: undefined,
            });
            return { info: { ...info, version: 'own' } };
          },
        },
      },
    );
    expect(packageJson).not.toHaveBeenCalled();
    const { info } = app.tree.nodes.get('things/a')?.spec.plugin ?? plugin;
    expect([await info(), await info()]).toMatchObject([{ version: 'own' }, { version: 'own' }]);
    expect(packageJson).toHaveBeenCalledOnce();
    expect((await info()).links).toEqual([
      { title: 'Homepage', url: 'https://acme.example' },
      { title: 'Repository', url: 'https://github.com/acme/portal/tree/-/plugins/things' },
    ]);
  });
});
