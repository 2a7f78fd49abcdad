import { createPluginHeaderActionsApi, createSwappableComponentsApi } from '@portico/frontend-app-api';
import {
  ApiBlueprint,
  ApiProvider,
  AppRootWrapperBlueprint,
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendPlugin,
  ExtensionBoundary,
  iconsApiRef,
  NotFoundErrorPage,
  pluginHeaderActionsApiRef,
  RouterBlueprint,
  SwappableComponentBlueprint,
  swappableComponentsApiRef,
  type FrontendFeature,
} from '@portico/frontend-plugin-api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Fragment, type ComponentType } from 'react';
import { MemoryRouter, useRoutes, type RouteObject } from 'react-router';
import { toFactory, type TestApi } from './mocks/mock-api.ts';
import { mockApis } from './mocks/mock-apis.ts';

/** What a shell is made with. */
export interface TestShellOptions {
  /** The addresses that were visited; the last one is open. */
  initialRouteEntries?: readonly string[] | undefined;
  /** Whether pages are drawn at their paths, as in the real app, or only the one element of the test. */
  hasRoutes: boolean;
}

/** The smallest plugin `app` that plugins run in: a router, a place for everything, and mock APIs. */
export function createTestShell(options: TestShellOptions): FrontendFeature {
  const apis: TestApi[] = [
    mockApis.alert(),
    mockApis.analytics(),
    mockApis.discovery(),
    mockApis.error(),
    mockApis.featureFlags(),
    mockApis.fetch(),
    mockApis.permission(),
    mockApis.storage(),
    mockApis.toast(),
    mockApis.language(),
    mockApis.translation(),
  ];
  return createFrontendPlugin({
    pluginId: 'app',
    extensions: [
      createApp(),
      createAppRoot(options),
      ...(options.hasRoutes ? [createAppRoutes()] : []),
      createHeaderActions(),
      createIcons(),
      createComponents(),
      ...apis
        .map(toFactory)
        .map(factory =>
          ApiBlueprint.make({ name: factory.api.id.replaceAll('.', '-'), params: define => define(factory) }),
        ),
    ],
  });
}

function createApp() {
  return createExtension({
    attachTo: { id: 'root', input: 'app' },
    inputs: { root: createExtensionInput([coreExtensionData.reactElement], { singleton: true }) },
    output: [coreExtensionData.reactElement],
    factory: ({ apis, node, inputs }) => [
      coreExtensionData.reactElement(
        <ApiProvider apis={apis}>
          <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
            <ExtensionBoundary node={node}>
              {inputs.root.get(coreExtensionData.reactElement)}
            </ExtensionBoundary>
          </QueryClientProvider>
        </ApiProvider>,
      ),
    ],
  });
}

function createAppRoot(options: TestShellOptions) {
  return createExtension({
    name: 'root',
    attachTo: { id: 'app', input: 'root' },
    inputs: {
      children: createExtensionInput([coreExtensionData.reactElement], { singleton: true, optional: true }),
      elements: createExtensionInput([coreExtensionData.reactElement]),
      wrappers: createExtensionInput([AppRootWrapperBlueprint.dataRefs.component]),
      router: createExtensionInput([RouterBlueprint.dataRefs.component], { singleton: true, optional: true }),
    },
    output: [coreExtensionData.reactElement],
    factory: ({ inputs }) => {
      const OwnRouter = inputs.router?.get(RouterBlueprint.dataRefs.component);
      const content = inputs.wrappers.reduce(
        (inner, wrapper) => {
          const Wrapper = wrapper.get(AppRootWrapperBlueprint.dataRefs.component) as ComponentType<{
            children: unknown;
          }>;
          return <Wrapper>{inner}</Wrapper>;
        },
        <>{inputs.children?.get(coreExtensionData.reactElement)}</>,
      );
      const everything = (
        <>
          {inputs.elements.map(({ node, get }) => (
            <Fragment key={node.spec.id}>{get(coreExtensionData.reactElement)}</Fragment>
          ))}
          {content}
        </>
      );
      const { initialRouteEntries } = options;
      return [
        coreExtensionData.reactElement(
          OwnRouter ? (
            <OwnRouter>{everything}</OwnRouter>
          ) : (
            <MemoryRouter {...(initialRouteEntries && { initialEntries: [...initialRouteEntries] })}>
              {everything}
            </MemoryRouter>
          ),
        ),
      ];
    },
  });
}

function createAppRoutes() {
  return createExtension({
    name: 'routes',
    attachTo: { id: 'app/root', input: 'children' },
    inputs: {
      routes: createExtensionInput([
        coreExtensionData.routePath,
        coreExtensionData.routeRef.optional(),
        coreExtensionData.reactElement,
      ]),
    },
    output: [coreExtensionData.reactElement],
    factory: ({ inputs }) => {
      const routes: RouteObject[] = inputs.routes.map(route => ({
        path: `${route.get(coreExtensionData.routePath).replace(/\/+$/, '')}/*`,
        element: route.get(coreExtensionData.reactElement),
      }));
      const Routes = () => useRoutes([...routes, { path: '*', element: <NotFoundErrorPage /> }]);
      return [coreExtensionData.reactElement(<Routes />)];
    },
  });
}

function createHeaderActions() {
  return ApiBlueprint.makeWithOverrides({
    name: 'plugin-header-actions',
    inputs: { actions: createExtensionInput([coreExtensionData.reactElement]) },
    factory: (originalFactory, { inputs }) =>
      originalFactory(define =>
        define({
          api: pluginHeaderActionsApiRef,
          deps: {},
          factory: () => createPluginHeaderActionsApi(inputs.actions),
        }),
      ),
  });
}

function createIcons() {
  return ApiBlueprint.make({
    name: 'icons',
    params: define =>
      define({
        api: iconsApiRef,
        deps: {},
        factory: () => ({
          icon: key => <span data-icon={key} />,
          getIcon: key => () => <span data-icon={key} />,
          listIconKeys: () => [],
        }),
      }),
  });
}

function createComponents() {
  const { component } = SwappableComponentBlueprint.dataRefs;
  return ApiBlueprint.makeWithOverrides({
    name: 'swappable-components',
    inputs: { components: createExtensionInput([component]) },
    factory: (originalFactory, { inputs }) =>
      originalFactory(define =>
        define({
          api: swappableComponentsApiRef,
          deps: {},
          factory: () => createSwappableComponentsApi(inputs.components.map(given => given.get(component))),
        }),
      ),
  });
}
