import { Fragment } from 'react';
import {
  ApiProvider,
  AppRootWrapperBlueprint,
  coreExtensionData,
  createExtension,
  createExtensionInput,
  ExtensionBoundary,
  NavContentBlueprint,
  optionalField,
  pluginWrapperApiRef,
  RouterBlueprint,
  SignInPageBlueprint,
} from '@portico/frontend-plugin-api';
import { AppRoot } from '../shell/app-root.tsx';
import { Layout } from '../shell/layout.tsx';
import { Nav } from '../shell/nav.tsx';
import { preloadPage } from '../shell/preload-page.ts';
import { AppRoutes, type Redirect } from '../shell/routes.tsx';
import { ServerState } from '../shell/server-state.tsx';
import { ThemeFrame } from '../shell/theme-frame.tsx';

const element = coreExtensionData.reactElement;

const app = createExtension({
  attachTo: { id: 'root', input: 'app' },
  inputs: { root: createExtensionInput([element], { singleton: true }) },
  output: [element],
  factory: ({ inputs, apis, node }) => [
    element(
      <ApiProvider apis={apis}>
        <ThemeFrame>
          <ServerState>
            <ExtensionBoundary node={node}>{inputs.root.get(element)}</ExtensionBoundary>
          </ServerState>
        </ThemeFrame>
      </ApiProvider>,
    ),
  ],
});

const root = createExtension({
  name: 'root',
  attachTo: { id: 'app', input: 'root' },
  inputs: {
    router: createExtensionInput([RouterBlueprint.dataRefs.component], {
      singleton: true,
      optional: true,
      internal: true,
    }),
    signInPage: createExtensionInput([SignInPageBlueprint.dataRefs.component], {
      singleton: true,
      optional: true,
      internal: true,
    }),
    children: createExtensionInput([element], { singleton: true, optional: true }),
    elements: createExtensionInput([element]),
    wrappers: createExtensionInput([AppRootWrapperBlueprint.dataRefs.component]),
  },
  output: [element],
  factory({ inputs, apis, node }) {
    const wrappers = inputs.wrappers.map(wrapper => wrapper.get(AppRootWrapperBlueprint.dataRefs.component));
    const ofPlugins = apis.get(pluginWrapperApiRef)?.getRootWrapper();
    const content = [...wrappers, ...(ofPlugins ? [ofPlugins] : [])].reduce(
      (inner, Wrapper) => <Wrapper>{inner}</Wrapper>,
      inputs.children?.get(element) ?? <></>,
    );
    return [
      element(
        <ExtensionBoundary node={node}>
          <AppRoot
            router={inputs.router?.get(RouterBlueprint.dataRefs.component)}
            signInPage={inputs.signInPage?.get(SignInPageBlueprint.dataRefs.component)}
            elements={inputs.elements.map(entry => (
              <Fragment key={entry.node.spec.id}>{entry.get(element)}</Fragment>
            ))}
          >
            {content}
          </AppRoot>
        </ExtensionBoundary>,
      ),
    ];
  },
});

const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([element], { singleton: true }),
    content: createExtensionInput([element], { singleton: true }),
    topBarItems: createExtensionInput([element]),
  },
  output: [element],
  factory: ({ inputs }) => [
    element(
      <Layout
        nav={inputs.nav.get(element)}
        topBarItems={inputs.topBarItems.map(item => (
          <span key={item.node.spec.id}>{item.get(element)}</span>
        ))}
      >
        {inputs.content.get(element)}
      </Layout>,
    ),
  ],
});

const nav = createExtension({
  name: 'nav',
  attachTo: { id: 'app/layout', input: 'nav' },
  inputs: {
    content: createExtensionInput([NavContentBlueprint.dataRefs.component], {
      singleton: true,
      optional: true,
      internal: true,
    }),
  },
  output: [element],
  factory: ({ inputs }) => [
    element(<Nav content={inputs.content?.get(NavContentBlueprint.dataRefs.component)} />),
  ],
});

const routes = createExtension({
  name: 'routes',
  attachTo: { id: 'app/layout', input: 'content' },
  inputs: {
    routes: createExtensionInput([
      coreExtensionData.routePath,
      coreExtensionData.routeRef.optional(),
      element,
      coreExtensionData.title.optional(),
      coreExtensionData.icon.optional(),
      coreExtensionData.preload.optional(),
    ]),
  },
  configSchema: {
    redirects: optionalField<Redirect[]>(isRedirects, {
      expected: 'a list of { from, to }',
      schema: {
        type: 'array',
        items: {
          type: 'object',
          required: ['from', 'to'],
          properties: { from: { type: 'string' }, to: { type: 'string' } },
        },
      },
    }),
  },
  output: [element],
  factory({ inputs, config, apis }) {
    const redirects = config.redirects ?? [];
    const pages = inputs.routes.map(page => ({
      id: page.node.spec.id,
      path: page.get(coreExtensionData.routePath),
      title: page.get(coreExtensionData.title),
      element: page.get(element),
      preload: page.get(coreExtensionData.preload),
    }));
    preloadPage(apis, { pages, redirects });
    return [element(<AppRoutes redirects={redirects} pages={pages} />)];
  },
});

function isRedirects(value: unknown): value is Redirect[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) =>
        typeof entry === 'object' &&
        entry !== null &&
        'from' in entry &&
        'to' in entry &&
        typeof entry.from === 'string' &&
        typeof entry.to === 'string',
    )
  );
}

/** The frame of the app: `app`, `app/root`, `app/layout`, `app/nav` and `app/routes`. */
export const frameExtensions = [app, root, layout, nav, routes];
