// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { createConfigReader } from '@portico/config';
import { createSpecializedApp } from '@portico/frontend-app-api';
import {
  createFrontendPlugin,
  createTranslationMessages,
  createTranslationRef,
  IconBundleBlueprint,
  ThemeBlueprint,
  TranslationBlueprint,
} from '@portico/frontend-plugin-api';
import app from '../index.ts';

const words = createTranslationRef({ id: 'words', messages: { yes: 'Yes' } });

/** Themes, icons and translations as they were attached before they belonged to APIs. */
const plugin = createFrontendPlugin({
  pluginId: 'older',
  extensions: [
    ThemeBlueprint.make({
      name: 'sepia',
      attachTo: { id: 'app', input: 'themes' },
      params: {
        theme: { id: 'sepia', title: 'Sepia', variant: 'light', Provider: ({ children }) => <>{children}</> },
      },
    }),
    IconBundleBlueprint.make({ attachTo: { id: 'app', input: 'icons' }, params: { icons: {} } }),
    TranslationBlueprint.make({
      name: 'words',
      attachTo: { id: 'app', input: 'translations' },
      params: { resource: createTranslationMessages({ ref: words, messages: { yes: 'Aye' } }) },
    }),
  ],
});

const config = {
  app: { extensions: [{ 'sign-in-page:app': false }] },
  backend: { baseUrl: 'http://localhost' },
};

it.each([
  ['theme:older/sepia', 'api:app/app-theme'],
  ['icon-bundle:older', 'api:app/icons'],
  ['translation:older/words', 'api:app/translations'],
])('leads %s from the input of the app to %s', (id, api) => {
  const { tree } = createSpecializedApp({
    features: [app, plugin],
    config: createConfigReader([{ context: 'test', data: config }]),
  });
  const node = tree.nodes.get(id);
  expect(node?.edges.attachedTo?.node.spec.id).toBe(api);
  expect(node?.report?.redirectedFrom?.id).toBe('app');
});
