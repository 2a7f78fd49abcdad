import { describe, expect, expectTypeOf, it } from 'vitest';
import type { TranslatedText } from '../translation/translated-text.ts';
import { z } from 'zod';
import type { AppNode } from '../apis/app-tree.ts';
import { coreExtensionData } from './core-extension-data.ts';
import { createExtension } from './create-extension.ts';
import type { InstallableDefinition } from './installable-extension.ts';
import type { AnyExtensionDefinition } from './extension-definition.ts';
import { createExtensionDataRef, type ExtensionDataValue } from './extension-data.ts';
import { createExtensionInput } from './extension-input.ts';

const countRef = createExtensionDataRef<number>().with({ id: 'test.count' });
const nodeOf = (id: string) => ({ spec: { id } }) as AppNode;

function run(
  definition: AnyExtensionDefinition,
  given: { config?: unknown; inputs?: Record<string, unknown> } = {},
): Record<string, unknown> {
  const { configSchema, factory } = definition as InstallableDefinition;
  const config = configSchema?.parse(given.config ?? {}) ?? {};
  const values = factory({
    node: nodeOf('test'),
    apis: { get: () => undefined },
    config,
    inputs: given.inputs ?? {},
  });
  return Object.fromEntries([...values].map((value: ExtensionDataValue) => [value.id, value.value]));
}

describe('createExtension', () => {
  it('types inputs, config and output from what is declared', () => {
    const definition = createExtension({
      attachTo: { id: 'app', input: 'x' },
      inputs: {
        many: createExtensionInput([coreExtensionData.title, countRef.optional()]),
        one: createExtensionInput([countRef], { singleton: true }),
        perhaps: createExtensionInput([countRef], { singleton: true, optional: true }),
      },
      configSchema: { label: z.string().default('none'), size: z.number().optional() },
      output: [coreExtensionData.title],
      factory({ config, inputs }) {
        expectTypeOf(config.label).toEqualTypeOf<string>();
        expectTypeOf(config.size).toEqualTypeOf<number | undefined>();
        for (const item of inputs.many) {
          expectTypeOf(item.get(coreExtensionData.title)).toEqualTypeOf<string | TranslatedText>();
          expectTypeOf(item.get(countRef)).toEqualTypeOf<number | undefined>();
        }
        expectTypeOf(inputs.one.get(countRef)).toEqualTypeOf<number>();
        expectTypeOf(inputs.perhaps?.get(countRef)).toEqualTypeOf<number | undefined>();
        // @ts-expect-error the input does not take titles
        inputs.one.get(coreExtensionData.title);
        return [coreExtensionData.title(config.label)];
      },
    });
    expect(run(definition, { inputs: { many: [], one: { get: () => 1 } }, config: {} })).toEqual({
      'core.title': 'none',
    });
  });

  it('refuses output that was not declared, in the types', () => {
    createExtension({
      attachTo: { id: 'app', input: 'x' },
      output: [coreExtensionData.title],
      // @ts-expect-error the count is not declared
      factory: () => [countRef(1)],
    });
  });

  it('tells every fault of a config, with its path', () => {
    const definition = createExtension({
      attachTo: { id: 'app', input: 'x' },
      configSchema: { label: z.string(), deep: z.object({ size: z.number() }) },
      output: [],
      factory: () => [],
    });
    expect(() => run(definition, { config: { deep: { size: 'big' } } })).toThrow(/'label'.*'deep\.size'/);
    expect(() => run(definition, { config: [] })).toThrow('config must be an object, got a list');
  });

  it('hands the JSON Schema of its config out', () => {
    const definition = createExtension({
      attachTo: { id: 'app', input: 'x' },
      configSchema: { label: z.string(), size: z.number().optional() },
      output: [],
      factory: () => [],
    }) as unknown as InstallableDefinition;
    expect(definition.configSchema?.schema()).toEqual({
      schema: {
        type: 'object',
        properties: { label: { type: 'string' }, size: { type: 'number' } },
        additionalProperties: false,
        required: ['label'],
      },
    });
  });
});

describe('override', () => {
  const original = createExtension({
    attachTo: { id: 'app', input: 'x' },
    inputs: { items: createExtensionInput([countRef]) },
    configSchema: { label: z.string().default('original') },
    output: [coreExtensionData.title, countRef.optional()],
    factory: ({ config, inputs }) => [
      coreExtensionData.title(`${config.label}:${inputs.items.map(item => item.get(countRef)).join('+')}`),
      countRef(1),
    ],
  });
  const attached = (value: number) => ({
    node: nodeOf('child'),
    get: () => value,
    *[Symbol.iterator]() {
      yield countRef(value);
    },
  });

  it('adds config, calls the original with other config, and lets later data win', () => {
    const changed = original.override({
      configSchema: { suffix: z.string().default('!') },
      factory: (originalFactory, { config }) => {
        const before = originalFactory({ config: { label: 'changed' } });
        expectTypeOf(before.get(coreExtensionData.title)).toEqualTypeOf<string | TranslatedText>();
        return [
          ...before,
          coreExtensionData.title(String(before.get(coreExtensionData.title)) + config.suffix + config.label),
        ];
      },
    });
    expect(run(changed, { inputs: { items: [attached(2)] } })).toEqual({
      'core.title': 'changed:2!original',
      'test.count': 1,
    });
  });

  it('replaces the data of inputs, one by one or by their own members', () => {
    const doubled = original.override({
      factory: (originalFactory, { inputs }) =>
        originalFactory({
          inputs: { items: inputs.items.map(item => [countRef((item.get(countRef) ?? 0) * 2)]) },
        }),
    });
    const first = original.override({
      factory: (originalFactory, { inputs }) =>
        originalFactory({ inputs: { items: inputs.items.slice(0, 1) } }),
    });
    const inputs = { items: [attached(2), attached(3)] };
    expect(run(doubled, { inputs })['core.title']).toBe('original:4+6');
    expect(run(first, { inputs })['core.title']).toBe('original:2');
  });

  it.each([
    ['a wrong number', (): unknown => [[countRef(1)]], /1 items for 2 attached/],
    [
      'other data',
      (): unknown => [[coreExtensionData.title('x')], [countRef(1)]],
      /'core.title' was provided but not declared/,
    ],
    [
      'missing data',
      (): unknown => [[], [countRef(1)]],
      /missing required extension data value\(s\) 'test.count'/,
    ],
    ['no list', (): unknown => 'x', /override it with a list/],
  ])('refuses inputs with %s', (_name, items, message) => {
    const broken = original.override({
      factory: originalFactory => originalFactory({ inputs: { items: items() as never } }),
    });
    expect(() => run(broken, { inputs: { items: [attached(2), attached(3)] } })).toThrow(message);
  });

  it('refuses combinations that make no sense', () => {
    expect(() => original.override({ output: [countRef] })).toThrow('without a factory');
    expect(() => original.override({ params: {}, factory: () => [] as never })).toThrow(
      'params and a factory',
    );
  });

  it('takes a condition away', () => {
    const conditional = original.override({ if: { featureFlags: { $contains: 'x' } } });
    const free = conditional.override({ if: undefined });
    expect(conditional).toMatchObject({ if: { featureFlags: { $contains: 'x' } } });
    expect(conditional.override({})).toMatchObject({ if: { featureFlags: { $contains: 'x' } } });
    expect(free).toHaveProperty('if', undefined);
  });
});
