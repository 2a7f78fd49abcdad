// @vitest-environment happy-dom
import {
  ApiBlueprint,
  coreExtensionData,
  createApiRef,
  createExtension,
  createExtensionBlueprint,
  createExtensionDataRef,
  createExtensionInput,
  createExternalRouteRef,
  createFrontendFeatureLoader,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  ExtensionBoundary,
  routeResolutionApiRef,
  useApi,
  useAppNode,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import { prepareSpecializedApp as prepareOfficialApp } from '@backstage/frontend-app-api';
import { createConfigReader } from '../../packages/config/src/index.ts';
import { createSpecializedApp, loadFeatures } from '../../packages/frontend-app-api/src/index.ts';
import * as portico from '../../packages/frontend-plugin-api/src/index.ts';
import { createElement, type FunctionComponent, type PropsWithChildren } from 'react';
import { renderToReadableStream } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

const config = (data = {}) => createConfigReader([{ context: 'test', data }]);
// The official packages are typed for another version of React.
const ApiProvider = portico.ApiProvider as unknown as FunctionComponent<
  PropsWithChildren<{ apis: ApiHolder }>
>;
const textRef = createExtensionDataRef<string>().with({ id: 'test.text' });

// Official objects. Everything below is made by the unmodified packages.
const greetingRef = createApiRef<{ greet(): string }>().with({
  id: 'plugin.official.greeting',
  pluginId: 'official',
});
const root = createRouteRef();
const entity = createRouteRef({ params: ['name'] });
const detail = createSubRouteRef({ parent: entity, path: '/details/:id' });
const docs = createExternalRouteRef({ params: ['name'], defaultTarget: 'official.entity' });
const CardBlueprint = createExtensionBlueprint({
  kind: 'card',
  attachTo: { id: 'app/layout', input: 'cards' },
  output: [textRef],
  *factory(params: { text: string }) {
    yield textRef(params.text);
  },
});
const Greeting = () =>
  createElement('p', null, `${useApi(greetingRef).greet()} from ${useAppNode()?.spec.id}`);
const official = createFrontendPlugin({
  pluginId: 'official',
  routes: { root, entity, detail },
  externalRoutes: { docs },
  extensions: [
    ApiBlueprint.make({
      params: define => define({ api: greetingRef, deps: {}, factory: () => ({ greet: () => 'hello' }) }),
    }),
    CardBlueprint.make({ name: 'a', params: { text: 'a' } }),
    CardBlueprint.make({ name: 'b', params: { text: 'b' } }),
    CardBlueprint.make({ name: 'off', disabled: true, params: { text: 'off' } }),
    CardBlueprint.make({
      name: 'flagged',
      if: { featureFlags: { $contains: 'x' } },
      params: { text: 'flagged' },
    }),
    createExtension({
      name: 'page',
      attachTo: { id: 'app/layout', input: 'pages' },
      output: [coreExtensionData.routePath, coreExtensionData.routeRef, coreExtensionData.reactElement],
      factory: ({ node }) => [
        coreExtensionData.routePath('/things/:name'),
        coreExtensionData.routeRef(entity),
        coreExtensionData.reactElement(
          createElement(ExtensionBoundary, { node, children: createElement(Greeting) }),
        ),
      ],
    }),
  ],
});
const officialModule = createFrontendModule({
  pluginId: 'official',
  extensions: [
    CardBlueprint.make({ name: 'b', params: { text: 'B' } }),
    CardBlueprint.make({ name: 'c', params: { text: 'c' } }),
  ],
});
const officialShell = createFrontendPlugin({
  pluginId: 'app',
  extensions: [
    createExtension({
      attachTo: { id: 'root', input: 'app' },
      inputs: { root: createExtensionInput([coreExtensionData.reactElement], { singleton: true }) },
      output: [coreExtensionData.reactElement],
      factory: ({ inputs }) => inputs.root,
    }),
    createExtension({
      name: 'root',
      attachTo: { id: 'app', input: 'root' },
      inputs: {
        children: createExtensionInput([coreExtensionData.reactElement], { singleton: true, optional: true }),
      },
      output: [coreExtensionData.reactElement],
      factory: ({ inputs, apis }) => {
        const content = inputs.children?.get(coreExtensionData.reactElement);
        return [coreExtensionData.reactElement(createElement(ApiProvider, { apis }, content))];
      },
    }),
    createExtension({
      name: 'layout',
      attachTo: { id: 'app/root', input: 'children' },
      inputs: {
        cards: createExtensionInput([textRef]),
        pages: createExtensionInput([coreExtensionData.reactElement]),
      },
      output: [coreExtensionData.reactElement, textRef],
      factory: ({ inputs }) => [
        coreExtensionData.reactElement(
          createElement('main', null, ...inputs.pages.map(page => page.get(coreExtensionData.reactElement))),
        ),
        textRef(inputs.cards.map(card => card.get(textRef)).join()),
      ],
    }),
  ],
});
const features = [officialShell, official, officialModule];

// The same rules on both sides: what the official host makes of features and configuration, Portico's does.
const configurations: { app?: { extensions: unknown[] } }[] = [
  {},
  { app: { extensions: ['card:official/off', 'card:official/c'] } },
  { app: { extensions: [{ 'card:official/a': false }, { 'card:official/off': { config: {} } }] } },
  {
    app: {
      extensions: [{ 'card:official/b': { attachTo: { id: 'nowhere', input: 'x' } } }, 'card:official/c'],
    },
  },
  {
    app: {
      extensions: [{ 'card:official/a': { disabled: 'true' } }, 'card:official/missing', { root: false }],
    },
  },
];
const textOf = (app: { tree: { nodes: ReadonlyMap<string, unknown> } }) =>
  (app.tree.nodes.get('app/layout') as portico.AppNode | undefined)?.instance?.getData(
    textRef as unknown as portico.ExtensionDataRef<string>,
  );

describe('official features in a Portico app', () => {
  it.each(configurations)('are arranged as in the official app with %j', data => {
    const theirs = prepareOfficialApp({ features, config: config(data) as never }).finalize();
    const ours = createSpecializedApp({ features: features as never, config: config(data) });
    expect(textOf(ours)).toBe(textOf(theirs));
    expect((ours.errors ?? []).map(({ code }) => code)).toEqual(
      (theirs.errors ?? []).map(({ code }) => code),
    );
    expect([...ours.tree.nodes.keys()]).toEqual([...theirs.tree.nodes.keys()]);
  });

  it('find the APIs and the node of their extension', async () => {
    const { element } = createSpecializedApp({ features: features as never, config: config() });
    const stream = await renderToReadableStream(element);
    await stream.allReady;
    expect(await new Response(stream).text()).toContain('hello from official/page');
  });

  it('link to each other as in the official app', () => {
    const theirs = prepareOfficialApp({ features, config: config() as never })
      .finalize()
      .apis.get(routeResolutionApiRef);
    const ours = createSpecializedApp({ features: features as never, config: config() }).apis.get(
      routeResolutionApiRef as never,
    ) as typeof theirs;
    for (const routes of [theirs, ours]) {
      expect(routes?.resolve(entity)?.({ name: 'a/b?' })).toBe('/things/a%2Fb%3F');
      expect(routes?.resolve(detail)?.({ name: 'x', id: '7' })).toBe('/things/x/details/7');
      expect(routes?.resolve(docs)?.({ name: 'x' })).toBe('/things/x');
      expect(routes?.resolve(root)).toBeUndefined();
    }
  });

  it('come from their loaders', async () => {
    const loader = createFrontendFeatureLoader({ loader: () => [official, officialModule] });
    expect(await loadFeatures([officialShell, loader] as never, config())).toEqual(features);
  });
});

describe('Portico features in the official app', () => {
  it('are arranged like their own', () => {
    const ourText = portico.createExtensionDataRef<string>().with({ id: 'test.text' });
    const ours = portico.createFrontendPlugin({
      pluginId: 'ours',
      extensions: [
        portico.createExtension({
          name: 'card',
          attachTo: { id: 'app/layout', input: 'cards' },
          output: [ourText],
          factory: () => [ourText('ours')],
        }),
      ],
    });
    const module = portico.createFrontendModule({
      pluginId: 'ours',
      extensions: [
        ours
          .getExtension('ours/card')
          .override({ factory: original => [ourText(`${original().get(ourText)}!`)] }) as never,
      ],
    });
    const app = prepareOfficialApp({
      features: [...features, ours, module] as never,
      config: config({ app: { extensions: ['ours/card'] } }) as never,
    }).finalize();
    expect(textOf(app)).toBe('ours!,a,B,c');
    expect(app.errors).toBeUndefined();
  });
});
