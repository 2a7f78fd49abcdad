import { createConfigReader, type JsonObject } from '@portico/config';
import { createSpecializedApp, type FinalizedApp } from '@portico/frontend-app-api';
import {
  coreExtensionData,
  createExtension,
  createFrontendPlugin,
  type AnyExtensionDefinition,
  type FrontendFeature,
} from '@portico/frontend-plugin-api';
import { render, type RenderResult } from '@testing-library/react';
import type { JSX } from 'react';
import { Route, Routes } from 'react-router';
import { toFactory, type TestApi } from './mocks/mock-api.ts';
import { mockApis } from './mocks/mock-apis.ts';
import { mountRoutes, type MountedRoutes } from './test-routes.tsx';
import { createTestShell } from './test-shell.tsx';

/** What a test runs in. */
export interface TestAppOptions {
  /** Default: `app.baseUrl` and `backend.baseUrl` alone. */
  config?: JsonObject;
  features?: readonly FrontendFeature[];
  /** The addresses that were visited; the last one is open. Default: `/`. */
  initialRouteEntries?: readonly string[];
  /** Routes that can be linked to, by path. */
  mountedRoutes?: MountedRoutes;
  /** APIs in place of those of the shell: `mockApis.identity()`, `testApi(ref, { … })`. */
  apis?: readonly TestApi[];
}

/** What is drawn, and the app that it is drawn in. */
export type TestAppResult = RenderResult & { app: FinalizedApp };

const ownConfig: JsonObject = {
  app: { baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://localhost:7007' },
};

/**
 * Draws an element in an app that has everything components ask for.
 *
 * @param options.mountPath - The path at which the element is drawn, so that it
 *   finds its parameters: `/catalog/:name`.
 */
export function renderInTestApp(
  element: JSX.Element,
  options: TestAppOptions & { mountPath?: string } = {},
): TestAppResult {
  const { mountPath } = options;
  const path = mountPath && (/^\/$|\*$/.test(mountPath) ? mountPath : `${mountPath.replace(/\/+$/, '')}/*`);
  const content = path ? (
    <Routes>
      <Route path={path} element={element} />
    </Routes>
  ) : (
    element
  );
  const subject = createExtension({
    name: 'subject',
    attachTo: { id: 'app/root', input: 'children' },
    output: [coreExtensionData.reactElement],
    factory: () => [coreExtensionData.reactElement(content)],
  });
  return renderApp([subject], { ...options, hasRoutes: false });
}

/** Draws extensions and features in an app with routes: open a page with `initialRouteEntries`. */
export function renderTestApp(
  options: TestAppOptions & { extensions?: readonly AnyExtensionDefinition[] } = {},
): TestAppResult {
  return renderApp(options.extensions ?? [], { ...options, hasRoutes: true });
}

function renderApp(
  extensions: readonly AnyExtensionDefinition[],
  options: TestAppOptions & { hasRoutes: boolean },
): TestAppResult {
  const { initialRouteEntries, hasRoutes, apis = [], features = [] } = options;
  const routes = mountRoutes(options.mountedRoutes);
  const app = createSpecializedApp({
    features: [
      createTestShell({ initialRouteEntries, hasRoutes }),
      createFrontendPlugin({ pluginId: 'test', extensions: [...extensions, ...routes.extensions] }),
      ...features,
    ],
    config: createConfigReader([{ context: 'the test', data: options.config ?? ownConfig }]),
    bindRoutes: routes.bindRoutes,
    advanced: { apiFactories: [mockApis.identity(), ...apis].map(toFactory) },
  });
  return Object.assign(render(app.element), { app });
}
