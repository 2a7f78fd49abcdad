import type { JSX, ReactNode } from 'react';
import { coreExtensionData } from '../wiring/core-extension-data.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';

/** Draws its children inside something else. */
export type AppWrapperComponent = (props: { children: ReactNode }) => JSX.Element | null;

const wrapperRef = createExtensionDataRef<AppWrapperComponent>().with({ id: 'app.root.wrapper' });
const routerRef = createExtensionDataRef<AppWrapperComponent>().with({ id: 'app.router.wrapper' });

/** Makes elements beside the layout of the app, such as dialogs: `app-root-element:<plugin id>[/<name>]`. */
export const AppRootElementBlueprint = createExtensionBlueprint({
  kind: 'app-root-element',
  attachTo: { id: 'app/root', input: 'elements' },
  output: [coreExtensionData.reactElement],
  factory: (params: { element: JSX.Element }) => [coreExtensionData.reactElement(params.element)],
});

/** Surrounds the layout of the app: `app-root-wrapper:<plugin id>[/<name>]`. */
export const AppRootWrapperBlueprint = createExtensionBlueprint({
  kind: 'app-root-wrapper',
  attachTo: { id: 'app/root', input: 'wrappers' },
  output: [wrapperRef],
  dataRefs: { component: wrapperRef },
  factory: (params: { component: AppWrapperComponent }) => [wrapperRef(params.component)],
});

/** Replaces the router of the app; modules of `app` only: `app-router-component:app`. */
export const RouterBlueprint = createExtensionBlueprint({
  kind: 'app-router-component',
  attachTo: { id: 'app/root', input: 'router' },
  output: [routerRef],
  dataRefs: { component: routerRef },
  factory: (params: { component: AppWrapperComponent }) => [routerRef(params.component)],
});
