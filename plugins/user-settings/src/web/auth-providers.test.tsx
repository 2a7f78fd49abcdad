// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import {
  AppRootWrapperBlueprint,
  coreExtensionData,
  createExtension,
  createFrontendModule,
  createSubject,
  githubAuthApiRef,
  type AnyExtensionDefinition,
  type SessionState,
} from '@portico/frontend-plugin-api';
import { renderTestApp, testApi } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { settingsPlugin } from './settings-plugin.tsx';

afterEach(cleanup);

/** Opens the tab, with a session at GitHub that can be begun and ended. */
function openProviders({ extensions = [] as AnyExtensionDefinition[], refusal = '' } = {}) {
  let state: SessionState = 'SignedOut';
  const subject = createSubject<SessionState>({ initial: () => state });
  const look = AppRootWrapperBlueprint.make({
    params: { component: ({ children }) => <ThemeProvider variant="light">{children}</ThemeProvider> },
  });
  return renderTestApp({
    features: [
      settingsPlugin,
      createFrontendModule({ pluginId: 'app', extensions: [look] }),
      createFrontendModule({ pluginId: 'user-settings', extensions }),
    ],
    initialRouteEntries: ['/settings/auth-providers'],
    config: { auth: { providers: { guest: {}, github: {}, google: {}, acme: {} } } },
    apis: [
      testApi(githubAuthApiRef, {
        sessionState$: () => subject.observable,
        signIn: async () => {
          if (refusal) throw new Error(refusal);
          subject.next((state = 'SignedIn'));
        },
        signOut: async () => subject.next((state = 'SignedOut')),
        getProfile: async () => ({ email: 'ann@example.com' }),
      }),
    ],
  });
}

it('lists what is configured, and begins and ends a session', async () => {
  openProviders();
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in to GitHub' }));
  await screen.findByText('ann@example.com');
  fireEvent.click(screen.getByRole('button', { name: 'Sign out of GitHub' }));
  await screen.findByText('Signed out');
  expect(screen.queryByText('ann@example.com')).toBeNull();
  expect(screen.getByText(/no extension for the API “core\.auth\.google”/)).toBeTruthy();
  expect(screen.getByText(/Lets people in without an account/)).toBeTruthy();
  expect(screen.getByText(/Only the portal’s sign-in uses “acme”/)).toBeTruthy();
});

it('says why a session could not be begun', async () => {
  openProviders({ refusal: 'The window was closed' });
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in to GitHub' }));
  await screen.findByText(/The window was closed/);
});

it('shows what an extension attaches in place of the list', async () => {
  const own = createExtension({
    name: 'ours',
    attachTo: { id: 'sub-page:user-settings/auth-providers', input: 'providerSettings' },
    output: [coreExtensionData.reactElement],
    factory: () => [coreExtensionData.reactElement(<li>Our provider</li>)],
  });
  openProviders({ extensions: [own] });
  await screen.findByText('Our provider');
  expect(screen.queryByText('GitHub')).toBeNull();
});
