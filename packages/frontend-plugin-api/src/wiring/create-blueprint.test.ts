import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { createApiFactory } from '../apis/api-factory.ts';
import { createApiRef } from '../apis/api-ref.ts';
import type { AppNode } from '../apis/app-tree.ts';
import { ApiBlueprint } from '../blueprints/api-blueprint.ts';
import { coreExtensionData } from './core-extension-data.ts';
import { createExtensionBlueprint } from './create-blueprint.ts';
import { createFrontendPlugin } from './create-plugin.ts';
import type { AnyExtensionDefinition } from './extension-definition.ts';
import { createExtensionDataRef } from './extension-data.ts';
import type { InstallableDefinition } from './installable-extension.ts';

const countRef = createExtensionDataRef<number>().with({ id: 'test.count' });

const CardBlueprint = createExtensionBlueprint({
  kind: 'card',
  attachTo: { id: 'page:test', input: 'cards' },
  output: [coreExtensionData.title, countRef.optional()],
  configSchema: { title: z.string().optional() },
  dataRefs: { count: countRef },
  *factory(params: { title: string; count?: number }, { config }) {
    yield coreExtensionData.title(config.title ?? params.title);
    if (params.count) yield countRef(params.count);
  },
});

function run(definition: AnyExtensionDefinition, config: Record<string, unknown> = {}) {
  const { factory } = definition as InstallableDefinition;
  const node = { spec: { id: 'test' } } as AppNode;
  const values = factory({ node, apis: { get: () => undefined }, config, inputs: {} });
  return Object.fromEntries([...values].map(value => [value.id, value.value]));
}

describe('createExtensionBlueprint', () => {
  it('makes extensions from params, and publishes its refs', () => {
    const card = CardBlueprint.make({ name: 'about', params: { title: 'About', count: 3 } });
    expect(run(card)).toEqual({ 'core.title': 'About', 'test.count': 3 });
    expect(run(card, { title: 'Configured' })).toMatchObject({ 'core.title': 'Configured' });
    expect(card).toMatchObject({
      kind: 'card',
      name: 'about',
      attachTo: { id: 'page:test', input: 'cards' },
    });
    expectTypeOf(CardBlueprint.dataRefs.count).toEqualTypeOf(countRef);
    // @ts-expect-error a title is needed
    CardBlueprint.make({ params: { count: 1 } });
  });

  it('makes extensions with config and data of their own', () => {
    const card = CardBlueprint.makeWithOverrides({
      configSchema: { shout: z.boolean().default(false) },
      factory(originalFactory, { config }) {
        expectTypeOf(config.shout).toEqualTypeOf<boolean>();
        expectTypeOf(config.title).toEqualTypeOf<string | undefined>();
        return originalFactory({ title: config.shout ? 'ABOUT' : 'About' });
      },
    });
    expect(run(card, { shout: true })).toEqual({ 'core.title': 'ABOUT' });
  });

  it('lets overrides change some of the params, through several overrides', () => {
    const card = CardBlueprint.make({ params: { title: 'About', count: 3 } });
    const renamed = card.override({ params: { title: 'Renamed' } });
    expect(run(renamed)).toEqual({ 'core.title': 'Renamed', 'test.count': 3 });
    expect(run(renamed.override({ params: { count: 4 } }))).toEqual({
      'core.title': 'Renamed',
      'test.count': 4,
    });
    const byFactory = renamed.override({
      factory: originalFactory => originalFactory({ params: { title: 'From a factory' } }),
    });
    expect(run(byFactory)).toEqual({ 'core.title': 'From a factory', 'test.count': 3 });
  });

  it('checks params that depend on each other with a definer', () => {
    const clockRef = createApiRef<{ now(): number }>({ id: 'plugin.clock.api' });
    const apiRef = createApiRef<{ text(): string }>({ id: 'plugin.test.api' });
    const extension = ApiBlueprint.make({
      params: define =>
        define({
          api: apiRef,
          deps: { clock: clockRef },
          factory: ({ clock }) => {
            expectTypeOf(clock.now()).toEqualTypeOf<number>();
            return { text: () => `at ${clock.now()}` };
          },
        }),
    });
    const factory = run(extension)['core.api.factory'] as ReturnType<
      typeof createApiFactory<unknown, object>
    >;
    expect(factory).toMatchObject({
      api: { id: 'plugin.test.api' },
      deps: { clock: { id: 'plugin.clock.api' } },
    });
    ApiBlueprint.make({
      // @ts-expect-error the implementation lacks a method
      params: define => define({ api: apiRef, deps: {}, factory: () => ({}) }),
    });
    const plain = ApiBlueprint.make({ params: createApiFactory(apiRef, { text: () => '' }) as never });
    expect(() => run(plain)).toThrow('define => define({ … })');
    const empty = ApiBlueprint.make({ params: (() => ({})) as never });
    expect(() => run(empty)).toThrow('did not return what its argument returned');
  });
});

describe('createFrontendPlugin', () => {
  const plugin = createFrontendPlugin({
    pluginId: 'test',
    extensions: [
      CardBlueprint.make({ params: { title: 'One' } }),
      CardBlueprint.make({ name: 'two', params: { title: 'Two' } }),
    ],
  });
  const idsOf = (given: object) => (given as { extensions: { id: string }[] }).extensions.map(({ id }) => id);

  it('gives its extensions their ids', () => {
    expect(idsOf(plugin)).toEqual(['card:test', 'card:test/two']);
    expect(() => plugin.getExtension('card:test/three')).toThrow("no extension 'card:test/three'");
  });

  it('replaces and adds extensions without touching the original', () => {
    const changed = plugin.withOverrides({
      title: 'Changed',
      extensions: [
        CardBlueprint.make({ name: 'three', params: { title: 'Three' } }),
        plugin.getExtension('card:test/two').override({ disabled: true }),
      ],
    });
    expect(idsOf(changed)).toEqual(['card:test', 'card:test/two', 'card:test/three']);
    expect(changed).toMatchObject({ title: 'Changed', extensions: [{}, { disabled: true }, {}] });
    expect(plugin).toMatchObject({ extensions: [{}, { disabled: false }] });
  });

  it('names extensions with the same id', () => {
    const extensions = [1, 2].map(() => CardBlueprint.make({ name: 'a', params: { title: 'A' } }));
    expect(() => createFrontendPlugin({ pluginId: 'test', extensions })).toThrow("'card:test/a'");
    expect(() => createFrontendPlugin({ pluginId: 'not valid' })).toThrow("'not valid' is not valid");
  });

  it('attaches to inputs of other definitions of the plugin', () => {
    const parent = CardBlueprint.makeWithOverrides({
      name: 'parent',
      inputs: {},
      factory: originalFactory => originalFactory({ title: 'Parent' }),
    });
    const attached = createFrontendPlugin({
      pluginId: 'test',
      extensions: [
        parent,
        CardBlueprint.make({
          name: 'child',
          attachTo: { relative: { kind: 'card', name: 'parent' }, input: 'x' },
          params: { title: '' },
        }),
      ],
    });
    expect(attached).toMatchObject({
      extensions: [{}, { attachTo: { id: 'card:test/parent', input: 'x' } }],
    });
  });
});
