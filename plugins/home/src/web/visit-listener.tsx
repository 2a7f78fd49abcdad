import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { configApiRef, useApi, useRouteRef } from '@portico/frontend-plugin-api';
import { visitsApiRef } from '../react/visits-api.ts';
import { homeRouteRef } from './route.ts';

/** How long a page has to stay before it counts, which is also the time that its title takes. */
const settleMilliseconds = 1000;

/** Remembers every page on which the user stays for a moment, under its title. */
export function VisitListener(): null {
  const { pathname } = useLocation();
  const visits = useApi(visitsApiRef);
  const appTitle = useApi(configApiRef).getOptionalString('app.title');
  const home = useRouteRef(homeRouteRef)?.();
  useEffect(() => {
    if (pathname === '/' || pathname === home) return undefined;
    const timer = setTimeout(() => {
      const name = document.title.replace(` · ${appTitle}`, '');
      if (name !== '' && name !== appTitle && name !== '404') void visits.save({ name, pathname });
    }, settleMilliseconds);
    return () => clearTimeout(timer);
  }, [pathname, visits, appTitle, home]);
  return null;
}
