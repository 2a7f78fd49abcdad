// @vitest-environment happy-dom
import {
  createFrontendPlugin,
  createTranslationRef,
  PageBlueprint,
  SubPageBlueprint,
  translated,
} from '@portico/frontend-plugin-api';
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { mockApis } from './mocks/mock-apis.ts';
import { renderTestApp } from './render-test-app.tsx';

afterEach(cleanup);

const words = createTranslationRef({
  id: 'boats',
  messages: { title: 'Boats', tab: 'Ferries', untold: 'Untold' },
  translations: { de: async () => ({ default: { title: 'Boote', tab: 'Fähren', untold: null } }) },
});
const plugin = createFrontendPlugin({
  pluginId: 'boats',
  extensions: [
    PageBlueprint.make({ params: { path: '/boats', title: translated(words, 'title') } }),
    SubPageBlueprint.make({
      name: 'ferries',
      params: { path: 'ferries', title: translated(words, 'tab'), loader: async () => <p>here</p> },
    }),
    SubPageBlueprint.make({
      name: 'untold',
      params: { path: 'untold', title: translated(words, 'untold'), loader: async () => <p>there</p> },
    }),
  ],
});
const open = (language: string, config?: object) => {
  const spoken = mockApis.language({ language });
  renderTestApp({
    features: [plugin],
    initialRouteEntries: ['/boats'],
    apis: [spoken, mockApis.translation({ language: spoken })],
    config: { app: { baseUrl: 'http://localhost:3000', ...config }, backend: { baseUrl: 'http://b' } },
  });
  return spoken;
};
const titles = () => [
  screen.getByRole('heading', { level: 1 }).textContent,
  ...screen.getAllByRole('link').map(link => link.textContent),
];

describe('titles of extensions', () => {
  it('are in the language of the app, and change with it', async () => {
    const spoken = open('de');
    await screen.findByText('here');
    expect(titles()).toEqual(['Boote', 'Fähren', 'Untold']);
    await act(async () => spoken.setLanguage('en'));
    expect(titles()).toEqual(['Boats', 'Ferries', 'Untold']);
    await act(async () => spoken.setLanguage('de'));
    expect(titles()).toEqual(['Boote', 'Fähren', 'Untold']);
  });

  it('are as the configuration has them in every language', async () => {
    const extensions = [
      { 'page:boats': { config: { title: 'Fleet' } } },
      { 'sub-page:boats/ferries': { config: { title: 'Lines' } } },
    ];
    open('de', { extensions });
    await screen.findByText('here');
    expect(titles()).toEqual(['Fleet', 'Lines', 'Untold']);
  });

  it('name messages that there are', () => {
    expect(String(translated(words, 'title'))).toBe('Boats');
    // @ts-expect-error there is no such message
    expect(String(translated(words, 'other'))).toBe('other');
  });
});
