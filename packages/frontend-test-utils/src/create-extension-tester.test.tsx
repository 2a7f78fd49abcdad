// @vitest-environment happy-dom
import { coreExtensionData, PageBlueprint, SubPageBlueprint } from '@portico/frontend-plugin-api';
import { describe, expect, it } from 'vitest';
import { createExtensionTester } from './create-extension-tester.ts';

describe('createExtensionTester', () => {
  const page = PageBlueprint.make({ name: 'tabs', params: { path: '/tabs', title: 'Tabs' } });
  const tab = SubPageBlueprint.make({
    attachTo: { relative: { kind: 'page', name: 'tabs' }, input: 'pages' },
    name: 'one',
    params: { path: 'one', title: 'One', loader: async () => <p>first</p> },
  });

  it('tells what an extension provides, and what is attached to it', () => {
    const tester = createExtensionTester(page, { config: { title: 'Configured' } }).add(tab, {
      config: { path: 'uno' },
    });
    expect(tester.get(coreExtensionData.title)).toBe('Configured');
    expect(tester.query(tab).get(coreExtensionData.routePath)).toBe('uno');
    expect(tester.snapshot()).toEqual({
      id: 'page:tabs',
      outputs: ['core.reactElement', 'core.routing.path', 'core.title'],
      children: {
        pages: [{ id: 'sub-page:one', outputs: ['core.reactElement', 'core.routing.path', 'core.title'] }],
      },
    });
    expect(() => tester.add(tab)).toThrow('have been made');
  });

  it('says what is wrong', () => {
    expect(() => createExtensionTester(page, { config: { title: 7 } }).get(coreExtensionData.title)).toThrow(
      "Expected a text, got 7 at 'title'",
    );
    expect(() => createExtensionTester(page).query(tab)).toThrow('was not added');
  });
});
