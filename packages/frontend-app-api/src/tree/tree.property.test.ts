import type { JsonObject } from '@portico/config';
import {
  createExtension,
  createExtensionInput,
  createFrontendModule,
  createFrontendPlugin,
  type FrontendFeature,
} from '@portico/frontend-plugin-api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeApp, textRef } from '../testing/make-app.ts';

/** One extension of a random app, and who else has a word on it. */
interface Item {
  name: string;
  parent: string;
  input: string;
  disabled: boolean;
}

interface Edit {
  name: string;
  disabled?: boolean;
  parent?: string;
}

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const idOf = (name: string) => (name === 'app' ? 'app' : `test/${name}`);
const item = (name: fc.Arbitrary<string>): fc.Arbitrary<Item> =>
  fc.record({
    name,
    // Some parents do not exist, and some inputs neither.
    parent: fc.constantFrom('app', 'app', ...names, 'nowhere'),
    input: fc.constantFrom('texts', 'texts', 'texts', 'other'),
    disabled: fc.boolean(),
  });
const items = fc.uniqueArray(item(fc.constantFrom(...names)), { selector: ({ name }) => name });
const edits = fc.array(
  fc.record(
    { name: fc.constantFrom(...names), disabled: fc.boolean(), parent: fc.constantFrom('app', ...names) },
    { requiredKeys: ['name'] },
  ),
);

/** What the rules say, told in the plainest way: the text of the app. */
function oracle(plugin: Item[], module: Item[], config: Edit[]): string {
  const all = [...plugin];
  for (const override of module) {
    const index = all.findIndex(({ name }) => name === override.name);
    if (index === -1) all.push(override);
    else all[index] = override;
  }
  const isKnown = ({ name }: Edit) => all.some(candidate => candidate.name === name);
  const known = config.filter(isKnown);
  const final = (name: string): Item => {
    const result = { ...all.find(candidate => candidate.name === name)! };
    for (const edit of known.filter(candidate => candidate.name === name)) {
      result.disabled = edit.disabled ?? false;
      if (edit.parent !== undefined) Object.assign(result, { parent: edit.parent, input: 'texts' });
    }
    return result;
  };
  const configured = [...new Set(known.map(({ name }) => name))];
  const order = [...configured, ...all.map(({ name }) => name).filter(name => !configured.includes(name))];
  const draw = (parent: string): string =>
    order
      .map(final)
      .filter(child => child.parent === parent && child.input === 'texts' && !child.disabled)
      .map(child => `${child.name}(${draw(child.name)})`)
      .join(',');
  return draw('app');
}

function toExtension({ name, parent, input, disabled }: Item) {
  return createExtension({
    name,
    attachTo: { id: idOf(parent), input },
    disabled,
    inputs: { texts: createExtensionInput([textRef]) },
    output: [textRef],
    factory: ({ inputs }) => [textRef(`${name}(${inputs.texts.map(text => text.get(textRef)).join(',')})`)],
  });
}

function toEntry({ name, disabled, parent }: Edit): JsonObject {
  return {
    [idOf(name)]: {
      ...(disabled !== undefined && { disabled }),
      ...(parent !== undefined && { attachTo: { id: idOf(parent), input: 'texts' } }),
    },
  };
}

it('builds any app as the rules say, circles and all', () => {
  fc.assert(
    fc.property(items, items, edits, (plugin, module, config) => {
      const features: FrontendFeature[] = [
        createFrontendPlugin({ pluginId: 'test', extensions: plugin.map(toExtension) }),
        createFrontendModule({ pluginId: 'test', extensions: module.map(toExtension) }),
      ];
      const app = makeApp(features, { app: { extensions: config.map(toEntry) } });
      expect((app.element.props as { title: string }).title).toBe(oracle(plugin, module, config));
      const reachable = (id: string) => app.tree.nodes.get(id)?.instance !== undefined;
      for (const { name } of [...plugin, ...module]) {
        // Exactly what was drawn was made.
        const isDrawn = oracle(plugin, module, config).includes(`${name}(`);
        const node = app.tree.nodes.get(idOf(name));
        if (node?.edges.attachedTo) expect(reachable(idOf(name))).toBe(isDrawn);
      }
    }),
    { numRuns: 300 },
  );
});
