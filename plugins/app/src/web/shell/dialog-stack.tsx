import { lazy, Suspense, useMemo } from 'react';
import { dialogApiRef, useApi } from '@portico/frontend-plugin-api';
import { useObservable } from '../../react/use-observable.ts';
import type { Dialogs } from '../apis/create-dialogs.ts';

const ShownDialog = lazy(() => import('./shown-dialog.tsx'));

/** The dialogs that were opened through the dialog API, the latest on top. */
export function DialogStack() {
  const api = useApi(dialogApiRef);
  const open = useObservable(
    useMemo(() => dialogsOf(api), [api]),
    [],
  );
  return (
    <Suspense>
      {open.map(dialog => (
        <ShownDialog key={dialog.key} dialog={dialog} />
      ))}
    </Suspense>
  );
}

/** A dialog API that an extension brought may draw its dialogs itself. */
function dialogsOf(api: object): ReturnType<Dialogs['dialogs$']> {
  if ('dialogs$' in api) return (api as Dialogs).dialogs$();
  return { subscribe: () => ({ unsubscribe: () => {}, closed: true }) };
}
