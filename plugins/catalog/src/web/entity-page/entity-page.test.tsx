// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { EntityExplanation } from '@portico/catalog-client';
import type { JsonObject } from '@portico/config';
import {
  AppRootWrapperBlueprint,
  coreExtensionData,
  createFrontendModule,
  dialogApiRef,
  type AnyExtensionDefinition,
} from '@portico/frontend-plugin-api';
import { renderTestApp, testApi } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import {
  catalogApiRef,
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
  EntityContextMenuItemBlueprint,
  EntityHeaderBlueprint,
  EntityIconLinkBlueprint,
  toEntityRef,
  useEntity,
} from '../../react.ts';
import { EntityHeaderLayoutBlueprint } from '../../react/entity-header-layout-blueprint.tsx';
import { catalogPlugin } from '../catalog-plugin.tsx';

afterEach(cleanup);

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    uid: 'u',
    etag: 'e',
    description: 'Sells things',
    labels: { tier: 'one' },
    links: [{ url: 'https://example.com', title: 'Example' }],
  },
  spec: { type: 'service', lifecycle: 'production' },
  relations: [{ type: 'providesApi', targetRef: 'api:default/orders' }],
};

/** What the entity provides and another uses. */
const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'orders' },
  relations: [
    { type: 'apiConsumedBy', targetRef: 'component:default/till' },
    { type: 'apiConsumedBy', targetRef: 'component:default/shop' },
  ],
};

const explained: EntityExplanation = {
  entityRef: 'component:default/shop',
  state: 'present',
  summary: '',
  sources: [],
  chain: [],
  problems: [],
  errors: [],
  rules: [],
  conflicts: [],
  processors: [],
  schedule: { reason: '', code: 'change' },
  permission: { permission: 'catalog.entity.read', decision: 'allow', conditional: false },
  similar: [],
};

/** Opens the page of the entity, with a configuration and with what a module adds or replaces. */
function openEntity({
  extensions = [],
  configured,
  path = '',
  explanation,
}: {
  extensions?: AnyExtensionDefinition[];
  configured?: unknown[];
  path?: string;
  explanation?: Partial<EntityExplanation>;
} = {}) {
  const frame = createFrontendModule({
    pluginId: 'app',
    extensions: [
      AppRootWrapperBlueprint.make({
        params: { component: ({ children }) => <ThemeProvider variant="light">{children}</ThemeProvider> },
      }),
    ],
  });
  const config = {
    app: { baseUrl: 'http://localhost:3000', ...(configured && { extensions: configured }) },
    backend: { baseUrl: 'http://localhost:7007' },
  } as JsonObject;
  return renderTestApp({
    features: [catalogPlugin, frame, createFrontendModule({ pluginId: 'catalog', extensions })],
    config,
    initialRouteEntries: [`/catalog/default/component/shop${path}`],
    apis: [
      testApi(catalogApiRef, {
        getEntitiesByRefs: async ({ entityRefs }) => ({
          items: entityRefs.map(ref => [entity, orders].find(known => toEntityRef(known) === ref)),
        }),
        explain: async () => ({ ...explained, ...explanation }),
        history: async () => undefined,
      }),
      testApi(dialogApiRef, {}),
    ],
  });
}

const headings = () => screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
const tabs = () =>
  within(screen.getByRole('navigation', { name: 'Parts of this page' }))
    .getAllByText(/./)
    .map(({ textContent }) => textContent);

describe('the page of an entity', () => {
  it('has its cards and tabs in their order', async () => {
    openEntity();
    await waitFor(() =>
      expect(headings()).toEqual([
        'About',
        'Links',
        'Labels',
        'Depends on components',
        'Depends on resources',
        'Used by 1',
      ]),
    );
    expect(tabs()).toEqual(['Overview', 'Why']);
  });

  it('counts those who use an entity through its APIs among its users', async () => {
    openEntity();
    const table = await screen.findByRole('table', { name: 'Used by' });
    await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('2'));
    await screen.findByRole('heading', { name: 'Used by 1' });
    expect(within(table).getByRole('columnheader', { name: 'Through' })).toBeDefined();
  });

  it('is changed by configuration: cards off, moved and filtered, tabs renamed, moved and grouped', async () => {
    const { app } = openEntity({
      configured: [
        { 'entity-card:catalog/labels': { config: { type: 'content' } } },
        { 'entity-card:catalog/links': false },
        { 'entity-card:catalog/depends-on-resources': { config: { filter: 'kind:api' } } },
        { 'entity-card:catalog/dependents': { config: { filter: { kind: 'system' } } } },
        { 'entity-content:catalog/why': { config: { title: 'Reasons', path: '/reasons', group: 'ops' } } },
        { 'entity-content:catalog/overview': { config: { title: 'Start', group: false } } },
        { 'page:catalog/entity': { config: { groups: [{ ops: { title: 'Operations' } }] } } },
      ],
    });
    await waitFor(() => expect(headings()).toEqual(['Labels', 'About', 'Depends on components']));
    expect(app.errors).toBeUndefined();
    expect(tabs()).toEqual(['Reasons', 'Start']);
    expect(screen.getByRole('link', { name: 'Reasons' }).getAttribute('href')).toBe(
      '/catalog/default/component/shop/reasons',
    );
    expect((await screen.findByRole('link', { name: 'In order' })).getAttribute('href')).toBe(
      '/catalog/default/component/shop/reasons',
    );
  });

  it('names the rule that is missing', async () => {
    const refused = { decision: 'refused' as const, location: 'url:https://host/a.yaml', reason: '' };
    openEntity({ path: '/why', explanation: { rules: [refused] } });
    await screen.findByText('No rule allows the kind Component from there.');
    screen.getByText(/^Add “- allow: \[component\]” to catalog\.rules, which replace the default /);
  });

  it('does not lead to a tab that is off', async () => {
    openEntity({ configured: [{ 'entity-content:catalog/why': false }] });
    await screen.findByText('In order');
    expect(screen.queryByRole('link', { name: 'In order' })).toBeNull();
    expect(tabs()).toEqual(['Overview']);
  });

  it('says what is wrong with its configuration', () => {
    const { app } = openEntity({
      configured: [
        {
          'page:catalog/entity': { config: { groups: [{ ops: { aliases: 7 } }], defaultContentOrder: 'x' } },
        },
      ],
    });
    expect(app.errors?.map(({ message }) => message).join(' ')).toContain('groups.0.ops.title');
  });

  it('is changed by code: a card replaced, a tab wrapped', async () => {
    openEntity({
      extensions: [
        catalogPlugin.getExtension('entity-card:catalog/about').override({
          factory: originalFactory => [
            ...originalFactory(),
            coreExtensionData.reactElement(<h2>Our own card</h2>),
          ],
        }),
        catalogPlugin.getExtension('page:catalog/entity').override({
          factory(originalFactory) {
            const page = originalFactory();
            return [
              ...page,
              coreExtensionData.reactElement(
                <section aria-label="Around">{page.get(coreExtensionData.reactElement)}</section>,
              ),
            ];
          },
        }),
      ],
    });
    await screen.findByText('Our own card');
    expect(headings()).not.toContain('About');
    expect(
      within(screen.getByRole('region', { name: 'Around' })).getByRole('heading', { name: 'shop' }),
    ).toBeTruthy();
  });

  it('takes cards, tabs, links, lines of the menu and layouts, each for some entities', async () => {
    const Name = () => <p>Card of {useEntity().entity.metadata.name}</p>;
    openEntity({
      extensions: [
        EntityCardBlueprint.make({ name: 'mine', params: { loader: async () => <Name /> } }),
        EntityCardBlueprint.make({
          name: 'of-apis',
          params: { filter: { kind: 'api' }, loader: async () => <p>not for components</p> },
        }),
        EntityContentBlueprint.make({
          name: 'ci',
          params: { path: '/ci', title: 'CI', loader: async () => <p>pipelines</p> },
        }),
        EntityContentBlueprint.make({
          name: 'none',
          params: {
            path: '/none',
            title: 'None',
            filter: ({ kind }) => kind === 'API',
            loader: async () => <p />,
          },
        }),
        EntityIconLinkBlueprint.make({
          name: 'chat',
          params: { useProps: () => ({ label: 'Chat', href: 'https://chat.example.com' }) },
        }),
        EntityContextMenuItemBlueprint.make({
          name: 'page',
          params: { icon: null, useProps: () => ({ title: 'Call somebody', onClick: () => {} }) },
        }),
      ],
    });
    await screen.findByText('Card of shop');
    expect((await screen.findByRole('link', { name: /Chat/ })).getAttribute('href')).toBe(
      'https://chat.example.com',
    );
    expect(tabs()).toEqual(['Overview', 'Why', 'CI']);
    expect(screen.queryByText('not for components')).toBeNull();
    cleanup();
    openEntity({
      extensions: [
        EntityContentLayoutBlueprint.make({
          name: 'list',
          params: {
            loader:
              async () =>
              ({ cards }) => <p>{cards.length} cards</p>,
          },
        }),
      ],
    });
    await screen.findByText('6 cards');
  });

  it('has another head where one is given', async () => {
    openEntity({
      extensions: [
        EntityHeaderBlueprint.make({ name: 'own', params: { loader: async () => <h1>Own head</h1> } }),
      ],
    });
    await screen.findByText('Own head');
    expect(tabs()).toEqual(['Overview', 'Why']);
    cleanup();
    openEntity({
      path: '/why',
      extensions: [
        EntityHeaderLayoutBlueprint.make({
          name: 'own',
          params: {
            loader:
              async () =>
              ({ tabs: all, activeTabId }) => (
                <h1>
                  {all.map(({ label }) => label).join()} at {activeTabId}
                </h1>
              ),
          },
        }),
      ],
    });
    await screen.findByText('Overview,Why at /why');
  });
});
