import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { configApiRef, useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { visitsApiRef } from '../react/visits-api.ts';
import { homeTranslationRef } from './home-translation.ts';
import { homeRouteRef } from './route.ts';

/** How often a page is looked at until it counts: it has to stay for a moment, and to show what its address names. */
const paceMilliseconds = 1000;

/** Remembers every page on which the user stays for a moment, under its title. What could not be shown is not remembered. */
export function VisitListener(): null {
  const pathname = useLocation().pathname.replace(/(?<=.)\/+$/, '');
  const { t } = useTranslationRef(homeTranslationRef);
  const homeTitle = t('title');
  const visits = useApi(visitsApiRef);
  const appTitle = useApi(configApiRef).getOptionalString('app.title');
  const home = useRouteRef(homeRouteRef)?.();
  useEffect(() => {
    if (pathname === '/' || pathname === home) return undefined;
    const timer = setInterval(() => {
      const name = document.title.replace(` · ${appTitle}`, '');
      // A page that is late still has the title of the one before.
      const isOther = !['', appTitle, homeTitle, '404'].includes(name);
      if (!isOther || document.querySelector('meta[name=robots][content=noindex]')) return;
      clearInterval(timer);
      void visits.save({ name, pathname });
    }, paceMilliseconds);
    return () => clearInterval(timer);
  }, [pathname, visits, appTitle, home, homeTitle]);
  return null;
}
