// @vitest-environment happy-dom
import {
  coreExtensionData,
  createExtension,
  createExtensionBlueprint,
  createExtensionDataRef,
  createExtensionInput,
  createFrontendModule,
  createFrontendPlugin,
  type AnyExtensionDefinition,
  type Extension,
} from '@portico/frontend-plugin-api';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { appErrors } from '../app-error.ts';
import { codesOf, createText, makeApp, textRef, textsOf } from '../testing/make-app.ts';
import type { ExtensionFactoryMiddleware } from './instantiate-node.ts';

afterEach(cleanup);

const otherRef = createExtensionDataRef<string>().with({ id: 'test.other' });
const toText = { id: 'app', input: 'texts' };
const plugin = (...extensions: AnyExtensionDefinition[]) =>
  createFrontendPlugin({ pluginId: 'test', extensions });

/** A parent whose text is that of what is attached to its input `children`. */
const createParent = (options: { singleton?: boolean; optional?: boolean; internal?: boolean }) =>
  createExtension({
    name: 'parent',
    attachTo: toText,
    inputs: {
      // What the type says of a list holds for one as well: the factory reads both.
      children: createExtensionInput([textRef], options),
    },
    output: [textRef],
    factory: ({ inputs }) => {
      const found = [inputs.children ?? []].flat();
      return [textRef(`[${found.map(child => child.get(textRef)).join('+')}]`)];
    },
  });
const createChild = (name: string, output: 'text' | 'other' = 'text') =>
  createExtension({
    name,
    attachTo: { id: 'test/parent', input: 'children' },
    output: [textRef.optional(), otherRef.optional()],
    factory: () => [output === 'text' ? textRef(name) : otherRef(name)],
  });

describe('inputs', () => {
  it.each([
    [{}, [], '[]', []],
    [{}, ['a', 'b'], '[a+b]', []],
    [{ singleton: true }, ['a'], '[a]', []],
    [{ singleton: true }, [], '', ['EXTENSION_ATTACHMENT_MISSING']],
    [{ singleton: true }, ['a', 'b'], '', ['EXTENSION_ATTACHMENT_CONFLICT']],
    [{ singleton: true, optional: true }, [], '[]', []],
    [{ singleton: true, optional: true }, ['a', 'b'], '', ['EXTENSION_ATTACHMENT_CONFLICT']],
  ])('with %j take %j', (options, children, text, codes) => {
    const app = makeApp([
      plugin(createParent(options), ...children.map(name => createChild(name)), createText('rest')),
    ]);
    expect(textsOf(app)).toBe([text, 'rest'].filter(Boolean).join(','));
    expect(codesOf(app)).toEqual(codes);
  });

  it.each([
    [{}, '[]', ['EXTENSION_INPUT_DATA_MISSING']],
    [{ singleton: true }, '', ['EXTENSION_INPUT_DATA_MISSING', 'EXTENSION_ATTACHMENT_MISSING']],
    [{ singleton: true, optional: true }, '[]', ['EXTENSION_INPUT_DATA_MISSING']],
  ])('with %j leave out what lacks their data', (options, text, codes) => {
    const app = makeApp([plugin(createParent(options), createChild('a', 'other'))]);
    expect(textsOf(app)).toBe(text);
    expect(codesOf(app)).toEqual(codes);
    expect(app.tree.nodes.get('test/a')?.report?.problems).toMatchObject([
      { code: 'EXTENSION_INPUT_DATA_MISSING', hint: appErrors.EXTENSION_INPUT_DATA_MISSING.hint },
    ]);
  });

  it('that are internal take only extensions of their plugin and its modules', () => {
    const stranger = createFrontendPlugin({ pluginId: 'stranger', extensions: [createChild('s')] });
    const module = createFrontendModule({ pluginId: 'test', extensions: [createChild('m')] });
    const app = makeApp([plugin(createParent({ internal: true }), createChild('a')), stranger, module]);
    expect(textsOf(app)).toBe('[a+m]');
    expect(codesOf(app)).toEqual(['EXTENSION_INPUT_INTERNAL_IGNORED']);
  });

  it('take what is attached to the points that they replace', () => {
    const parent = createExtension({
      name: 'parent',
      attachTo: toText,
      inputs: { children: createExtensionInput([textRef], { replaces: [{ id: 'old', input: 'items' }] }) },
      output: [textRef],
      factory: ({ inputs }) => [textRef(inputs.children.map(child => child.get(textRef)).join('+'))],
    });
    const child = createExtension({
      name: 'a',
      attachTo: { id: 'old', input: 'items' },
      output: [textRef],
      factory: () => [textRef('a')],
    });
    const app = makeApp([plugin(parent, child)]);
    expect(textsOf(app)).toBe('a');
    expect(app.tree.nodes.get('test/a')?.report?.redirectedFrom).toEqual({ id: 'old', input: 'items' });
    const twice = makeApp([
      plugin(parent, child),
      createFrontendPlugin({ pluginId: 'more', extensions: [parent] }),
    ]);
    expect(codesOf(twice)).toEqual(['EXTENSION_INPUT_REDIRECT_CONFLICT']);
    expect(textsOf(twice)).toBe('a,');
  });

  it('that do not exist take nothing, and say which do', () => {
    const app = makeApp([plugin(createText('a').override({ attachTo: { id: 'app', input: 'text' } }))]);
    expect(codesOf(app)).toEqual(['EXTENSION_ATTACHMENT_IGNORED']);
    expect(app.errors?.[0]?.message).toContain("it has 'root', 'texts'");
  });

  it('of older extensions are attached to in several places', () => {
    const parents = ['one', 'two'].map(
      name => createParent({}).override({}) && { ...createParent({}), name },
    );
    const child = {
      ...createChild('a'),
      attachTo: ['one', 'two', 'three'].map(name => ({ id: `test/${name}`, input: 'children' })),
    };
    const app = makeApp([plugin(...parents, child)]);
    expect(textsOf(app)).toBe('[a],[a]');
  });
});

describe('factories', () => {
  it.each([
    ['twice', () => [textRef('a'), textRef('b')], 'EXTENSION_OUTPUT_CONFLICT'],
    ['nothing', () => [], 'EXTENSION_OUTPUT_MISSING'],
    ['no list', () => undefined as never, 'EXTENSION_FACTORY_ERROR'],
    [
      'an error',
      () => {
        throw new Error('broken');
      },
      'EXTENSION_FACTORY_ERROR',
    ],
  ])(
    'that give %s are left out, and the rest is shown',
    (_name, factory: () => ReturnType<typeof textRef>[], code) => {
      const broken = createExtension({ name: 'broken', attachTo: toText, output: [textRef], factory });
      const app = makeApp([plugin(broken, createText('rest'))]);
      expect(textsOf(app)).toBe('rest');
      expect(codesOf(app)).toEqual([code]);
    },
  );

  it('are told which data nobody asked for', () => {
    const chatty = createExtension({
      name: 'chatty',
      attachTo: toText,
      output: [textRef],
      factory: () => [textRef('a'), otherRef('b')] as never,
    });
    const app = makeApp([plugin(chatty)]);
    expect(textsOf(app)).toBe('a');
    expect(app.errors).toMatchObject([
      { code: 'EXTENSION_OUTPUT_IGNORED', severity: 'warning', context: { dataRefId: 'test.other' } },
    ]);
  });

  it('of a version that is not known are refused, those of the first run', () => {
    const [future] = (plugin(createText('a')) as unknown as { extensions: Extension[] }).extensions;
    const first = {
      $$type: '@backstage/Extension',
      version: 'v1',
      id: 'test/first',
      attachTo: toText,
      disabled: false,
      inputs: { items: { extensionData: { text: textRef }, config: { singleton: false, optional: false } } },
      output: { text: textRef },
      factory: ({ inputs }: { inputs: { items: { output: { text: string } }[] } }) => ({
        text: `first(${inputs.items.map(item => item.output.text).join()})`,
      }),
    };
    const feature = {
      ...plugin(createText('x').override({ attachTo: { id: 'test/first', input: 'items' } })),
    };
    Object.assign(feature, {
      extensions: [
        { ...future, version: 'v9' },
        first,
        ...(feature as unknown as { extensions: Extension[] }).extensions,
      ],
    });
    const app = makeApp([feature]);
    expect(textsOf(app)).toBe('first(x)');
    expect(codesOf(app)).toEqual(['EXTENSION_INVALID']);
  });

  it('run within middleware, the last of which is the outermost', () => {
    const wrap = (mark: string): ExtensionFactoryMiddleware =>
      function* (original, { node }) {
        for (const value of original())
          yield node.spec.id === 'test/a' ? { ...value, value: `${mark}${String(value.value)}` } : value;
      };
    const app = makeApp(
      [plugin(createText('a'))],
      {},
      { advanced: { extensionFactoryMiddleware: [wrap('1'), wrap('2')] } },
    );
    expect(textsOf(app)).toBe('21a');
  });

  it('are timed', () => {
    const app = makeApp([plugin(createText('a'))]);
    expect(app.tree.nodes.get('test/a')?.report?.factoryMs).toBeGreaterThanOrEqual(0);
  });
});

describe('what fails is shown where it stands', () => {
  const CardBlueprint = createExtensionBlueprint({
    kind: 'card',
    attachTo: { id: 'app', input: 'root' },
    output: [coreExtensionData.reactElement, coreExtensionData.title],
    configSchema: { size: z.number().default(1) },
    *factory(params: { fail?: boolean }, { config }) {
      yield coreExtensionData.title('Card');
      if (params.fail) throw new Error('the card is broken');
      yield coreExtensionData.reactElement(<p>size {config.size}</p>);
    },
  });

  it('with the error of its factory', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const app = makeApp([plugin(CardBlueprint.make({ params: { fail: true } }), createText('rest'))]);
    render(app.element);
    expect(screen.getByTitle('rest').textContent).toContain('the card is broken');
  });

  it('with the error of its config, and what it provides without', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const app = makeApp([plugin(CardBlueprint.make({ params: {} }))], {
      app: { extensions: [{ 'card:test': { config: { size: 'big' } } }] },
    });
    render(app.element);
    expect(
      (await screen.findByText(/The config of the extension 'card:test' is not valid/)).textContent,
    ).toContain("'size'");
    expect(app.errors).toMatchObject([{ code: 'EXTENSION_CONFIGURATION_INVALID' }]);
    expect(app.tree.nodes.get('card:test')?.instance?.getData(coreExtensionData.title)).toBe('Card');
  });

  it('with a warning of config that nothing reads', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const app = makeApp([plugin(CardBlueprint.make({ params: {} }), createText('plain'))], {
      app: {
        extensions: [
          { 'card:test': { config: { size: 2, title: 'Facts' } } },
          { 'test/plain': { config: { big: true } } },
        ],
      },
    });
    expect(codesOf(app)).toEqual(Array.from({ length: 2 }, () => 'EXTENSION_CONFIGURATION_KEY_IGNORED'));
    expect(app.errors?.map(({ message }) => message).toSorted()).toEqual([
      "The extension 'card:test' has no config key 'title', which is ignored. Its keys are 'size'",
      "The extension 'test/plain' has no config key 'big', which is ignored. It takes no config",
    ]);
  });
});
