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

/** What a sign-in page is made of. */
export interface SignInPageParams {
  loader: () => Promise<ComponentType<SignInPageProps>>;
  /**
   * Signs in without asking anybody, or gives nothing. Called before the page
   * is drawn: where it succeeds within a moment, the page never is.
   */
  attempt?: () => Promise<IdentityApi | undefined>;
}

const componentRef = createExtensionDataRef<ComponentType<SignInPageProps>>().with({
  id: 'core.sign-in-page.component',
});
const attemptRef = createExtensionDataRef<() => Promise<IdentityApi | undefined>>().with({
  id: 'core.sign-in-page.attempt',
});

/** Makes the page that stands before the app until somebody is signed in: `sign-in-page:app`. */
export const SignInPageBlueprint = createExtensionBlueprint({
  kind: 'sign-in-page',
  attachTo: { id: 'app/root', input: 'signInPage' },
  output: [componentRef, attemptRef.optional()],
  dataRefs: { component: componentRef, attempt: attemptRef },
  factory: ({ loader, attempt }: SignInPageParams, { node }) => [
    componentRef(ExtensionBoundary.lazyComponent(node, loader)),
    ...(attempt ? [attemptRef(attempt)] : []),
  ],
});
