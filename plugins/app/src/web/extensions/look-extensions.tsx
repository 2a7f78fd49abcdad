import type { ReactNode } from 'react';
import {
  AppRootElementBlueprint,
  discoveryApiRef,
  ErrorDisplay,
  IconBundleBlueprint,
  NotFoundErrorPage,
  PageLayout,
  Progress,
  SignInPageBlueprint,
  SwappableComponentBlueprint,
  ThemeBlueprint,
  type IdentityApi,
} from '@portico/frontend-plugin-api';
import { IconMoon, IconSun } from '@portico/ui/icons';
import { shellIcons } from '../icons.tsx';
import { ShellErrorDisplay, ShellPageLayout, ShellProgress } from '../shell/core-components.tsx';
import { DialogStack } from '../shell/dialog-stack.tsx';
import { OAuthRequests } from '../shell/oauth-requests.tsx';
import { PageNotFound } from '../shell/page-not-found.tsx';
import { attemptGuestSignIn, GuestSignInPage } from '../shell/sign-in-page.tsx';
import { ToastList } from '../shell/toast-list.tsx';

const signInPage = SignInPageBlueprint.makeWithOverrides({
  factory(make, { apis }) {
    let begun: Promise<IdentityApi | undefined> | undefined;
    return make({
      // Not a file of its own: all that a first visit asks for waits until somebody is signed in.
      loader: async () => props => <GuestSignInPage {...props} begun={begun} />,
      attempt: async () => {
        const discovery = apis.get(discoveryApiRef);
        begun ??= discovery && attemptGuestSignIn(discovery);
        return begun;
      },
    });
  },
});

/** One for both themes: two would make React draw everything anew when the theme changes. */
function Unchanged({ children }: { children: ReactNode }) {
  return <>{children}</>;
}

/** The themes, icons, sign-in page, places for messages and dialogs, and the components that an app may swap. */
export const lookExtensions = [
  ThemeBlueprint.make({
    name: 'light',
    params: {
      theme: { id: 'light', title: 'Light', variant: 'light', icon: <IconSun />, Provider: Unchanged },
    },
  }),
  ThemeBlueprint.make({
    name: 'dark',
    params: {
      theme: { id: 'dark', title: 'Dark', variant: 'dark', icon: <IconMoon />, Provider: Unchanged },
    },
  }),
  IconBundleBlueprint.make({ params: { icons: shellIcons } }),
  signInPage,
  AppRootElementBlueprint.make({ name: 'alert-display', params: { element: <ToastList /> } }),
  AppRootElementBlueprint.make({ name: 'dialog-display', params: { element: <DialogStack /> } }),
  AppRootElementBlueprint.make({ name: 'oauth-request-dialog', params: { element: <OAuthRequests /> } }),
  SwappableComponentBlueprint.make({
    name: 'core-progress',
    params: define => define({ component: Progress, loader: () => ShellProgress }),
  }),
  SwappableComponentBlueprint.make({
    name: 'core-not-found-error-page',
    params: define => define({ component: NotFoundErrorPage, loader: () => PageNotFound }),
  }),
  SwappableComponentBlueprint.make({
    name: 'core-error-display',
    params: define => define({ component: ErrorDisplay, loader: () => ShellErrorDisplay }),
  }),
  SwappableComponentBlueprint.make({
    name: 'core-page-layout',
    params: define => define({ component: PageLayout, loader: () => ShellPageLayout }),
  }),
];
