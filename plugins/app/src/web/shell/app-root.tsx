import { useEffect, useMemo, useState, type ComponentType, type JSX, type ReactNode } from 'react';
import { BrowserRouter, useLocation } from 'react-router';
import {
  BreadcrumbRegistryProvider,
  configApiRef,
  useAnalytics,
  useApi,
  useApiHolder,
  type AppWrapperComponent,
  type BreadcrumbEntryData,
  type BreadcrumbRegistry,
  type SignInPageProps,
} from '@portico/frontend-plugin-api';
import { completeSignIn, readBasePath } from '@portico/frontend-app-api';
import { ShortcutsProvider } from '../../react/shortcuts.tsx';

/** What stands around everything: the router, what is beside the pages, and the sign-in page until somebody is signed in. */
export function AppRoot({
  router: Router = DefaultRouter,
  signInPage: SignInPage,
  elements,
  children,
}: {
  router: AppWrapperComponent | undefined;
  signInPage: ComponentType<SignInPageProps> | undefined;
  elements: readonly JSX.Element[];
  children: ReactNode;
}) {
  const apis = useApiHolder();
  const signOutTargetUrl = readBasePath(useApi(configApiRef)) || '/';
  return (
    <Router>
      <ShortcutsProvider>
        <Trail>
          {elements}
          <NavigationTracker />
          {SignInPage ? (
            <SignInPage onSignInSuccess={identity => completeSignIn(apis, identity, { signOutTargetUrl })} />
          ) : (
            children
          )}
        </Trail>
      </ShortcutsProvider>
    </Router>
  );
}

function DefaultRouter({ children }: { children: ReactNode }) {
  return <BrowserRouter basename={readBasePath(useApi(configApiRef))}>{children}</BrowserRouter>;
}

/** Keeps the breadcrumbs that extensions register, in their order. */
function Trail({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<readonly BreadcrumbEntryData[]>([]);
  const register = useMemo(() => createRegister(setItems), []);
  const registry = useMemo<BreadcrumbRegistry>(
    () => ({ breadcrumbs: { items: items.toSorted((a, b) => a.depth - b.depth) }, register }),
    [items, register],
  );
  return <BreadcrumbRegistryProvider registry={registry}>{children}</BreadcrumbRegistryProvider>;
}

function createRegister(
  setItems: (change: (before: readonly BreadcrumbEntryData[]) => readonly BreadcrumbEntryData[]) => void,
): BreadcrumbRegistry['register'] {
  return entry => {
    let current = entry;
    setItems(before => [...before, entry]);
    return {
      update(label, href) {
        if (label === current.label && href === current.href) return;
        const previous = current;
        const next = { ...current, label, href };
        current = next;
        setItems(before => before.map(item => (item === previous ? next : item)));
      },
      unregister() {
        const last = current;
        setItems(before => before.filter(item => item !== last));
      },
    };
  };
}

/** Tells analytics about every page that is visited. */
function NavigationTracker(): null {
  const { pathname, search, hash } = useLocation();
  const analytics = useAnalytics();
  useEffect(
    () => analytics.captureEvent('navigate', pathname + search + hash),
    [analytics, pathname, search, hash],
  );
  return null;
}
