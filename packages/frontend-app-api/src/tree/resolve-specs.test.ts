import { createFrontendModule, createFrontendPlugin } from '@portico/frontend-plugin-api';
import { describe, expect, it } from 'vitest';
import { codesOf, createText, makeApp, textsOf } from '../testing/make-app.ts';

const letters = createFrontendPlugin({
  pluginId: 'letters',
  extensions: [createText('a'), createText('b'), createText('c', { disabled: true })],
});

const extensions = (...entries: never[] | unknown[]) => ({ app: { extensions: entries as never[] } });

describe('the order of extensions', () => {
  it('is that of features, with configured ones first in the order of the configuration', () => {
    expect(textsOf(makeApp([letters]))).toBe('a,b');
    expect(textsOf(makeApp([letters], extensions('letters/c', 'letters/b')))).toBe('c,b,a');
  });

  it('counts the first place of an id that is configured twice, and its last values', () => {
    const config = extensions('letters/b', 'letters/c', { 'letters/b': false });
    expect(textsOf(makeApp([letters], config))).toBe('c,a');
  });
});

describe('the configuration of extensions', () => {
  it.each([
    [['letters/c'], 'c,a,b'],
    [[{ 'letters/a': false }], 'b'],
    [[{ 'letters/a': 'false' }, { 'letters/c': 'true' }], 'c,b'],
    [[{ 'letters/c': null }], 'c,a,b'],
    [[{ 'letters/c': { disabled: false } }], 'c,a,b'],
    [[{ 'letters/a': { disabled: 'true' } }], 'b'],
    [[{ 'letters/c': {} }], 'c,a,b'],
    [[{ 'letters/a': { attachTo: { id: 'nowhere', input: 'x' } } }], 'b'],
  ])('reads %j', (entries, texts) => {
    const app = makeApp([letters], extensions(...entries));
    expect(textsOf(app)).toBe(texts);
    expect(app.errors).toBeUndefined();
  });

  it.each([
    ['letters/missing', /'letters\/missing' in 'app.extensions\[0\]' does not exist/],
    [{ root: false }, /'root' in 'app.extensions\[0\]' cannot be configured/],
    ['', /has the id ''/],
    [' letters/a', /must not be empty or have spaces/],
    [7, /is '7', and must be an id/],
    [['letters/a'], /is a list, and must be an id/],
    [{}, /has no key/],
    [{ 'letters/a': true, 'letters/b': true }, /has the keys 'letters\/a', 'letters\/b'/],
    [{ 'letters/a': 7 }, /is '7', and must be true, false or/],
    [{ 'letters/a': { enabled: true } }, /the unknown key 'enabled'. Use 'attachTo'/],
    [{ 'letters/a': { disabled: 'perhaps' } }, /\.disabled is 'perhaps'/],
    [{ 'letters/a': { attachTo: { id: 'app' } } }, /\.attachTo must be/],
    [{ 'letters/a': { config: [] } }, /\.config is a list/],
  ])('reports %j, and shows the rest', (entry, message) => {
    const app = makeApp([letters], extensions(entry, 'letters/b'));
    expect(codesOf(app)).toEqual(['INVALID_EXTENSION_CONFIG_KEY']);
    expect(app.errors?.[0]?.message).toMatch(message);
    expect(textsOf(app)).toBe('b,a');
  });

  it('reports a configuration that is no list', () => {
    const app = makeApp([letters], { app: { extensions: 'all' } });
    expect(app.errors?.[0]?.message).toBe("'app.extensions' is 'all', and must be a list");
  });
});

describe('features', () => {
  it('lets modules replace extensions in their place, and add others', () => {
    const module = createFrontendModule({
      pluginId: 'letters',
      extensions: [createText('z'), createText('a', { text: 'A' })],
    });
    const app = makeApp([module, letters]);
    expect(textsOf(app)).toBe('A,b,z');
    expect(app.tree.nodes.get('letters/a')?.report).toMatchObject({
      providedBy: ["plugin 'letters'", "module for 'letters'"],
      attachedBy: 'default',
    });
  });

  it('leaves modules without their plugin out', () => {
    const module = createFrontendModule({ pluginId: 'absent', extensions: [createText('z')] });
    const app = makeApp([letters, module]);
    expect(textsOf(app)).toBe('a,b');
    expect(app.errors).toBeUndefined();
  });

  it('counts the last of several plugins with an id, and the first of several extensions', () => {
    const again = createFrontendPlugin({ pluginId: 'letters', extensions: [createText('only')] });
    expect(textsOf(makeApp([letters, again]))).toBe('only');
    const thief = createFrontendPlugin({
      pluginId: 'thief',
      extensions: [letters.getExtension('letters/a'), createText('t')],
    });
    const app = makeApp([letters, thief]);
    expect(textsOf(app)).toBe('a,b,t');
    expect(codesOf(app)).toEqual(['EXTENSION_IGNORED']);
  });

  it('protects the root', () => {
    const thief = createFrontendPlugin({
      pluginId: 'root',
      extensions: [{ ...createText('x'), name: undefined } as never],
    });
    expect(makeApp([thief]).errors?.[0]).toMatchObject({
      code: 'EXTENSION_IGNORED',
      message: expect.stringContaining("'root' belongs to the framework") as string,
    });
  });

  it('takes plugins that were built long ago, and refuses what is no feature', () => {
    const { pluginId: _pluginId, ...old } = letters;
    const app = makeApp([old]);
    expect(app.tree.nodes.get('letters/a')?.spec.plugin.pluginId).toBe('letters');
    expect(() => makeApp([{ $$type: '@backstage/BackendFeature' } as never])).toThrow(
      'Add it to the backend',
    );
    expect(() => makeApp([undefined as never])).toThrow('no feature (undefined)');
  });
});
