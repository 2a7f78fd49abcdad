import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { configApiRef, useApi, useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { visitsApiRef } from '../react/visits-api.ts';
import { homeTranslationRef } from './home-translation.ts';
import { homeRouteRef } from './route.ts';

/** How long a page has to stay before it counts, which is also the time that its title takes. */
const settleMilliseconds = 1000;

/** Remembers every page on which the user stays for a moment, under its title. */
export function VisitListener(): null {
  const pathname = useLocation().pathname.replace(/(?<=.)\/+$/, '');
  const { t } = useTranslationRef(homeTranslationRef);
  const homeTitle = t('title');
  const visits = useApi(visitsApiRef);
  const appTitle = useApi(configApiRef).getOptionalString('app.title');
  const home = useRouteRef(homeRouteRef)?.();
  useEffect(() => {
    if (pathname === '/' || pathname === home) return undefined;
    const timer = setTimeout(() => {
      const name = document.title.replace(` · ${appTitle}`, '');
      // A page that is late still has the title of the one before.
      const isOther = !['', appTitle, homeTitle, '404'].includes(name);
      if (isOther && !document.querySelector('meta[name=robots][content=noindex]'))
        void visits.save({ name, pathname });
    }, settleMilliseconds);
    return () => clearTimeout(timer);
  }, [pathname, visits, appTitle, home, homeTitle]);
  return null;
}
