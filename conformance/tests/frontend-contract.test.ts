// @vitest-environment happy-dom
import * as official from '@backstage/frontend-plugin-api';
import { describe, expect, it } from 'vitest';
import * as portico from '../../packages/frontend-plugin-api/src/index.ts';

type Named = Record<string, unknown>;
const entries = (all: Named, suffix: string) => Object.entries(all).filter(([name]) => name.endsWith(suffix));

describe('the contract of the web', () => {
  it.each(
    entries(official, 'ApiRef').map(
      ([name, ref]) => [name, ref as { id: string; pluginId?: string }] as const,
    ),
  )('has %s with the same id and owner', (name, ref) => {
    const ours = (portico as Named)[name] as { id: string; pluginId?: string };
    expect({ id: ours?.id, pluginId: ours?.pluginId }).toEqual({ id: ref.id, pluginId: ref.pluginId });
  });

  const blueprints = entries(official, 'Blueprint').filter(
    ([name]) => name !== 'createExtensionBlueprint',
  ) as [string, Blueprint][];
  it.each(blueprints)(
    'has %s with the same kind, attach point, inputs, output and config',
    (name, blueprint) => {
      const ours = (portico as Named)[name] as Blueprint;
      expect(describeBlueprint(ours)).toEqual(describeBlueprint(blueprint));
    },
  );

  it('has the same data and swappable components', () => {
    const idsOf = (refs: Record<string, { id: string }>) =>
      Object.fromEntries(
        Object.entries(refs).flatMap(([name, { id }]) => (isAddition(id) ? [] : [[name, id]])),
      );
    expect(idsOf(portico.coreExtensionData)).toEqual(idsOf(official.coreExtensionData));
    for (const name of ['Progress', 'NotFoundErrorPage', 'ErrorDisplay', 'PageLayout'] as const)
      expect(portico[name].ref.id).toBe(official[name].ref.id);
  });
});

function isAddition(id: string): boolean {
  return id.startsWith('portico.');
}

interface Blueprint {
  make(options: { name: string; params: object }): object;
}

interface Definition {
  kind: string;
  attachTo: object;
  disabled: boolean;
  inputs: Record<string, { extensionData: DataRef[]; config: object; replaces?: object }>;
  output: DataRef[];
  configSchema?: { schema(): { schema: { properties?: object } } };
}

interface DataRef {
  id: string;
  config: { optional?: boolean };
}

function describeBlueprint(blueprint: Blueprint) {
  const { kind, attachTo, disabled, inputs, output, configSchema } = blueprint.make({
    name: 'x',
    params: {},
  }) as Definition;
  // What Portico adds must be optional, or extensions of others would lack it.
  const describeRefs = (refs: DataRef[]) =>
    refs
      .filter(({ id, config }) => !(isAddition(id) && config.optional))
      .map(({ id, config }) => `${id}${config.optional ? '?' : ''}`)
      .sort();
  return {
    kind,
    attachTo,
    disabled,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, { extensionData, config, replaces }]) => [
        name,
        { data: describeRefs(extensionData), config, replaces },
      ]),
    ),
    output: describeRefs(output),
    config: Object.keys(configSchema?.schema().schema.properties ?? {}),
  };
}
