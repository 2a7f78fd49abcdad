import type { ComponentType, ReactNode } from 'react';
import type { IdentityApi } from '../apis/identity.ts';
import { ExtensionBoundary } from '../components/extension-boundary.tsx';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';

/** What a sign-in page is given. */
export interface SignInPageProps {
  /** Tells the app who is signed in. Call it once. */
  onSignInSuccess(identityApi: IdentityApi): void;
  children?: ReactNode;
}

const componentRef = createExtensionDataRef<ComponentType<SignInPageProps>>().with({
  id: 'core.sign-in-page.component',
});

/** Makes the page that stands before the app until somebody is signed in: `sign-in-page:app`. */
export const SignInPageBlueprint = createExtensionBlueprint({
  kind: 'sign-in-page',
  attachTo: { id: 'app/root', input: 'signInPage' },
  output: [componentRef],
  dataRefs: { component: componentRef },
  factory: (params: { loader: () => Promise<ComponentType<SignInPageProps>> }, { node }) => [
    componentRef(ExtensionBoundary.lazyComponent(node, params.loader)),
  ],
});
