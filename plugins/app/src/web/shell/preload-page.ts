import { matchRoutes } from 'react-router';
import { readBasePath } from '@portico/frontend-app-api';
import { configApiRef, errorApiRef, type ApiHolder } from '@portico/frontend-plugin-api';
import { toRoutes, type PageRoute, type Redirect } from './routes.tsx';

/** Begins to load the page that the portal is opened at, before the frame around it is drawn. */
export function preloadPage(
  apis: ApiHolder,
  { pages, redirects }: { pages: readonly PageRoute[]; redirects: readonly Redirect[] },
): void {
  const config = apis.get(configApiRef);
  const path = globalThis.location.pathname;
  try {
    const matches = matchRoutes(toRoutes(pages, redirects), path, config && readBasePath(config));
    const page = pages.find(({ id }) => id === matches?.at(-1)?.route.handle);
    page?.preload?.();
  } catch (error) {
    // The page may be well without it.
    apis.get(errorApiRef)?.post(error instanceof Error ? error : new Error(String(error)), { hidden: true });
  }
}
