import { lazy, Suspense, useMemo } from 'react';
import { oauthRequestApiRef, useApi } from '@portico/frontend-plugin-api';
import { useObservable } from '../../react/use-observable.ts';

const OAuthDialog = lazy(() => import('./oauth-dialog.tsx'));

/** Asks the user to sign in where a part of the page needs it. */
export function OAuthRequests() {
  const api = useApi(oauthRequestApiRef);
  const requests = useObservable(
    useMemo(() => api.authRequest$(), [api]),
    [],
  );
  if (requests.length === 0) return null;
  return (
    <Suspense>
      <OAuthDialog requests={requests} />
    </Suspense>
  );
}
