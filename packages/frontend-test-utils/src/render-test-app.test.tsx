// @vitest-environment happy-dom
import {
  coreExtensionData,
  createApiRef,
  createExternalRouteRef,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  createTranslationRef,
  featureFlagsApiRef,
  fetchApiRef,
  identityApiRef,
  NotFoundErrorPage,
  PageBlueprint,
  PageLayout,
  PluginHeaderActionBlueprint,
  storageApiRef,
  SubPageBlueprint,
  SwappableComponentBlueprint,
  useApi,
  useAppNode,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@portico/frontend-plugin-api';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createExtensionTester } from './create-extension-tester.ts';
import { testApi } from './mocks/mock-api.ts';
import { mockApis } from './mocks/mock-apis.ts';
import { renderInTestApp, renderTestApp } from './render-test-app.tsx';

afterEach(cleanup);

const root = createRouteRef();
const thing = createRouteRef({ params: ['name'] });
const detail = createSubRouteRef({ parent: thing, path: '/details/:id' });
const docs = createExternalRouteRef({ params: ['name'] });
const messages = createTranslationRef({
  id: 'plugin.things',
  messages: { title: 'All {{count}} things' },
  translations: { de: async () => ({ default: { title: 'Alle {{count}} Dinge' } }) },
});

const ListPage = () => {
  const toThing = useRouteRef(thing);
  const toDetail = useRouteRef(detail);
  const toDocs = useRouteRef(docs);
  const { t } = useTranslationRef(messages);
  return (
    <>
      <h2>{t('title', { count: 2 })}</h2>
      <Link to={toThing?.({ name: 'a/b' }) ?? ''}>open</Link>
      <p>{toDetail?.({ name: 'x', id: '7' })}</p>
      <p>{toDocs ? toDocs({ name: 'x' }) : 'no docs'}</p>
    </>
  );
};
const ThingPage = () => (
  <p>
    thing {useRouteRefParams(thing).name} of {useAppNode()?.spec.plugin.pluginId}
  </p>
);

const things = createFrontendPlugin({
  pluginId: 'things',
  title: 'Things',
  routes: { root, thing, detail },
  externalRoutes: { docs },
  extensions: [
    PageBlueprint.make({
      params: { path: '/things', routeRef: root, icon: 'box', loader: async () => ({ default: ListPage }) },
    }),
    PageBlueprint.make({
      name: 'thing',
      params: { path: '/things/:name', routeRef: thing, title: 'Thing', loader: async () => <ThingPage /> },
    }),
    PageBlueprint.make({ name: 'tabs', params: { path: '/tabs', title: 'Tabs' } }),
    SubPageBlueprint.make({
      name: 'one',
      attachTo: { relative: { kind: 'page', name: 'tabs' }, input: 'pages' },
      params: { path: 'one', title: 'One', loader: async () => <p>first tab</p> },
    }),
    SubPageBlueprint.make({
      name: 'two',
      attachTo: { relative: { kind: 'page', name: 'tabs' }, input: 'pages' },
      params: { path: 'two', title: 'Two', loader: async () => <p>second tab</p> },
    }),
    PluginHeaderActionBlueprint.make({ params: { loader: async () => <button>Add</button> } }),
  ],
});

describe('renderTestApp', () => {
  it('draws pages at their paths, with links between them', async () => {
    renderTestApp({ features: [things], initialRouteEntries: ['/things'] });
    await screen.findByText('All 2 things');
    expect(screen.getByText('/things/x/details/7')).toBeTruthy();
    expect(screen.getByText('no docs')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Things');
    await screen.findByText('Add');
    fireEvent.click(screen.getByText('open'));
    await screen.findByText('thing a/b of things');
  });

  it('begins a page before it is drawn, once', async () => {
    const loader = vi.fn(async () => <p>the page</p>);
    const preload = vi.fn();
    const tester = createExtensionTester(PageBlueprint.make({ params: { path: '/page', loader, preload } }));
    tester.get(coreExtensionData.preload)?.();
    expect([loader.mock.calls.length, preload.mock.calls.length]).toEqual([1, 1]);
    renderInTestApp(tester.reactElement());
    await screen.findByText('the page');
    expect(loader).toHaveBeenCalledTimes(1);
  });

  it('opens the first tab of a page, and the one that is asked for', async () => {
    renderTestApp({ features: [things], initialRouteEntries: ['/tabs'] });
    await screen.findByText('first tab');
    cleanup();
    renderTestApp({ features: [things], initialRouteEntries: ['/tabs/two'] });
    await screen.findByText('second tab');
  });

  it('says so when a page has no tab of that address', async () => {
    renderTestApp({ features: [things], initialRouteEntries: ['/tabs/three'] });
    await screen.findByTestId('core-not-found-error-page');
    expect(screen.queryByText('Two')).toBeNull();
  });

  it('obeys configuration and modules', async () => {
    const module = createFrontendModule({
      pluginId: 'things',
      extensions: [
        things.getExtension('page:things/thing').override({
          factory: originalFactory => [
            ...originalFactory(),
            coreExtensionData.reactElement(<p>another page</p>),
          ],
        }),
      ],
    });
    const config = {
      app: {
        extensions: [
          { 'page:things': { config: { path: '/all', title: 'Everything' } } },
          { 'sub-page:things/one': false },
        ],
      },
    };
    const { app } = renderTestApp({ features: [things, module], config, initialRouteEntries: ['/all'] });
    expect(app.errors).toBeUndefined();
    await screen.findByText('Everything');
    cleanup();
    renderTestApp({ features: [things, module], config, initialRouteEntries: ['/tabs'] });
    await screen.findByText('second tab');
    cleanup();
    renderTestApp({ features: [things, module], config, initialRouteEntries: ['/things/x'] });
    await screen.findByText('another page');
  });

  it('binds external routes, and speaks other languages', async () => {
    const language = mockApis.language({ language: 'de', languages: ['en', 'de'] });
    renderTestApp({
      features: [things],
      initialRouteEntries: ['/things'],
      mountedRoutes: { '/docs/:name': docs },
      apis: [language, mockApis.translation({ language })],
    });
    await screen.findByText('Alle 2 Dinge');
    expect(screen.getByText('/docs/x')).toBeTruthy();
    language.setLanguage('en');
    await screen.findByText('All 2 things');
  });

  it('draws components that a module replaces', async () => {
    const module = createFrontendModule({
      pluginId: 'app',
      extensions: [
        SwappableComponentBlueprint.make({
          name: 'not-found',
          params: define => define({ component: NotFoundErrorPage, loader: () => () => <p>Nothing here</p> }),
        }),
        SwappableComponentBlueprint.make({
          name: 'layout',
          params: define =>
            define({
              component: PageLayout,
              loader: async () => props => <section>own {props.title}</section>,
            }),
        }),
      ],
    });
    renderTestApp({ features: [things, module], initialRouteEntries: ['/nothing'] });
    await screen.findByText('Nothing here');
    cleanup();
    renderTestApp({ features: [things, module], initialRouteEntries: ['/things'] });
    await screen.findByText('own Things');
  });

  it('says that a page does not exist', async () => {
    renderTestApp({ features: [things], initialRouteEntries: ['/nothing'] });
    await screen.findByText('This page does not exist.');
  });
});

describe('renderInTestApp', () => {
  it('gives an element parameters, and the APIs of the test', async () => {
    const clockRef = createApiRef<{ now(): string; set(): void }>({ id: 'plugin.clock.api' });
    const Clock = () => {
      const [user, setUser] = useState('');
      const identity = useApi(identityApiRef);
      useEffect(
        () => void identity.getBackstageIdentity().then(who => setUser(who.userEntityRef)),
        [identity],
      );
      return (
        <p>
          {useRouteRefParams(thing).name} {useApi(clockRef).now()} {user}
        </p>
      );
    };
    renderInTestApp(<Clock />, {
      mountPath: '/x/:name',
      initialRouteEntries: ['/x/y'],
      apis: [
        testApi(clockRef, { now: () => 'noon' }),
        mockApis.identity({ userEntityRef: 'user:default/ada' }),
      ],
    });
    await screen.findByText('y noon user:default/ada');
  });
});

describe('mockApis', () => {
  const fetchIn = async (options: Parameters<typeof mockApis.fetch>[0], ...args: Parameters<typeof fetch>) =>
    mockApis.fetch(options).fetch(...args);

  it('answer requests as the test says, and never reach the network', async () => {
    const respond = vi.fn(async (request: Request) =>
      Response.json({ url: request.url, auth: request.headers.get('authorization') }),
    );
    const response = await fetchIn({ respond, token: 't' }, 'plugin://catalog/entities?x=1', {
      method: 'POST',
      body: '{}',
    });
    expect(await response.json()).toEqual({
      url: 'http://example.com/api/catalog/entities?x=1',
      auth: 'Bearer t',
    });
    await expect(fetchIn({}, 'http://localhost/')).rejects.toThrow('does not say what answers');
  });

  it('fail the test for errors that nobody expects', () => {
    expect(() => mockApis.error().post(new Error('oh'))).toThrow("does not expect: 'oh'");
    const errors = mockApis.error({ collect: true });
    errors.post(new Error('oh'), { hidden: true });
    expect(errors.getErrors()).toMatchObject([{ error: { message: 'oh' }, context: { hidden: true } }]);
  });

  it('remember', async () => {
    const storage = mockApis.storage({ data: { 'stars/mine': ['a'] } });
    const bucket = storage.forBucket('stars');
    const seen: unknown[] = [];
    bucket.observe$('mine').subscribe(snapshot => seen.push(snapshot.value));
    await bucket.set('mine', ['a', 'b']);
    await bucket.remove('mine');
    expect(seen).toEqual([['a', 'b'], undefined]);
    const flags = mockApis.featureFlags({ initialStates: { a: 1 } });
    flags.save({ states: { b: 1 }, merge: true });
    expect([flags.isActive('a'), flags.isActive('b')]).toEqual([true, true]);
    flags.save({ states: { b: 0 } });
    expect([flags.isActive('a'), flags.isActive('b')]).toEqual([false, false]);
  });

  it('stand in for the APIs of the shell', () => {
    const { app } = renderTestApp({ features: [things] });
    const apis = [storageApiRef, featureFlagsApiRef, fetchApiRef].map(ref => app.apis.get<unknown>(ref));
    expect(apis.every(Boolean)).toBe(true);
  });
});
