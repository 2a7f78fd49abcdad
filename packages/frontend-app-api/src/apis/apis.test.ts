import {
  ApiBlueprint,
  configApiRef,
  createApiRef,
  createExtension,
  createFrontendModule,
  createFrontendPlugin,
  featureFlagsApiRef,
  type FeatureFlag,
} from '@portico/frontend-plugin-api';
import { describe, expect, it, vi } from 'vitest';
import { codesOf, makeApp, textRef } from '../testing/make-app.ts';

interface Named {
  name: string;
}
const firstRef = createApiRef<Named>({ id: 'plugin.one.first' });
const secondRef = createApiRef<Named>({ id: 'plugin.one.second' });

const provide = (ref: typeof firstRef, name: string, extension = 'api') =>
  ApiBlueprint.make({
    name: extension,
    params: define => define({ api: ref, deps: {}, factory: () => ({ name }) }),
  });

describe('utility APIs', () => {
  it('are made when they are first used, once, with what they need', () => {
    const factory = vi.fn(
      ({ second, title }: { second: Named; title: { getString(key: string): string } }) => ({
        name: `first of ${second.name} in ${title.getString('app.title')}`,
      }),
    );
    const plugin = createFrontendPlugin({
      pluginId: 'one',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({ api: firstRef, deps: { second: secondRef, title: configApiRef }, factory }),
        }),
        provide(secondRef, 'second'),
      ],
    });
    const { apis } = makeApp([plugin], { app: { title: 'Portico' } });
    expect(factory).not.toHaveBeenCalled();
    expect(apis.get(firstRef)).toEqual({ name: 'first of second in Portico' });
    expect(apis.get(firstRef)).toBe(apis.get(firstRef));
    expect(factory).toHaveBeenCalledOnce();
    expect(apis.get(createApiRef({ id: 'plugin.none' }))).toBeUndefined();
  });

  it('that need each other, or what is not there, say so', () => {
    const needing = (ref: typeof firstRef, needed: typeof firstRef, name: string) =>
      ApiBlueprint.make({
        name,
        params: define => define({ api: ref, deps: { needed }, factory: ({ needed: api }) => api }),
      });
    const circle = createFrontendPlugin({
      pluginId: 'one',
      extensions: [needing(firstRef, secondRef, 'a'), needing(secondRef, firstRef, 'b')],
    });
    expect(() => makeApp([circle]).apis.get(firstRef)).toThrow(
      "'plugin.one.first' needs 'plugin.one.second' needs 'plugin.one.first'",
    );
    const lonely = createFrontendPlugin({ pluginId: 'one', extensions: [needing(firstRef, secondRef, 'a')] });
    expect(() => makeApp([lonely]).apis.get(firstRef)).toThrow(
      "needs the API 'plugin.one.second', which no extension",
    );
  });

  it('belong to the plugin that owns them, whatever the order, and its modules', () => {
    const owner = createFrontendPlugin({ pluginId: 'one', extensions: [provide(firstRef, 'owner')] });
    const thief = createFrontendPlugin({ pluginId: 'thief', extensions: [provide(firstRef, 'thief')] });
    for (const features of [
      [owner, thief],
      [thief, owner],
    ]) {
      const app = makeApp(features);
      expect(app.apis.get(firstRef)).toEqual({ name: 'owner' });
      expect(app.errors).toMatchObject([
        {
          code: 'API_FACTORY_CONFLICT',
          context: { pluginId: 'thief', existingPluginId: 'one', apiRefId: firstRef.id },
        },
      ]);
    }
    const module = createFrontendModule({
      pluginId: 'one',
      extensions: [provide(firstRef, 'module', 'mine')],
    });
    const app = makeApp([owner, module]);
    expect(app.apis.get(firstRef)).toEqual({ name: 'module' });
    expect(app.errors).toBeUndefined();
  });

  it('that are none are reported', () => {
    const wrong = createExtension({
      name: 'wrong',
      attachTo: { id: 'root', input: 'apis' },
      output: [textRef],
      factory: () => [textRef('x')],
    });
    const app = makeApp([createFrontendPlugin({ pluginId: 'one', extensions: [wrong] })]);
    expect(codesOf(app)).toContain('API_EXTENSION_INVALID');
  });

  it('for feature flags are told the flags of plugins and modules', () => {
    const flags: FeatureFlag[] = [];
    const api = {
      registerFlag: (flag: FeatureFlag) => {
        if (flag.name === 'Not Valid') throw new Error("the name 'Not Valid' is not valid");
        flags.push(flag);
      },
      getRegisteredFlags: () => flags,
      isActive: () => false,
      save: () => undefined,
    };
    const shellApi = createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'feature-flags',
          params: define => define({ api: featureFlagsApiRef, deps: {}, factory: () => api }),
        }),
      ],
    });
    const plugin = createFrontendPlugin({
      pluginId: 'one',
      featureFlags: [{ name: 'beta', description: 'New' }, { name: 'Not Valid' }],
    });
    const module = createFrontendModule({ pluginId: 'one', featureFlags: [{ name: 'gamma' }] });
    const app = makeApp([shellApi, plugin, module]);
    app.apis.get(featureFlagsApiRef);
    expect(flags).toEqual([
      { name: 'beta', pluginId: 'one', description: 'New' },
      { name: 'gamma', pluginId: 'one' },
    ]);
    expect(app.errors).toMatchObject([{ code: 'FEATURE_FLAG_INVALID', context: { flagName: 'Not Valid' } }]);
  });
});
