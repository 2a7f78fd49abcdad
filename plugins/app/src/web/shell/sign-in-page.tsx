import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import {
  configApiRef,
  discoveryApiRef,
  useApi,
  useTranslationRef,
  type DiscoveryApi,
  type IdentityApi,
  type SignInPageProps,
} from '@portico/frontend-plugin-api';
import { ErrorState, LoadingState } from '@portico/ui';
import { createGuestIdentity } from '../apis/create-guest-identity.ts';
import { appTranslationRef } from '../app-translation.ts';
import { Logo } from './logo.tsx';
import classes from './sign-in.module.css';

/** Where the browser remembers that the user has signed out, so that it does not sign in again by itself. */
const signedOutKey = 'portico.signedOut';

/** Signs in as a guest, unless the user has signed out before. */
export async function attemptGuestSignIn(discovery: DiscoveryApi): Promise<IdentityApi | undefined> {
  return sessionStorage.getItem(signedOutKey) === null ? signInAsGuest(discovery) : undefined;
}

/** Lets guests in where the portal does: at once, or after a click when they have signed out before. */
export function GuestSignInPage({
  begun,
  onSignInSuccess,
}: SignInPageProps & {
  /** The attempt that is under way, or has failed. */
  begun: Promise<IdentityApi | undefined> | undefined;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const discovery = useApi(discoveryApiRef);
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Portico';
  const [isBusy, setBusy] = useState(() => sessionStorage.getItem(signedOutKey) === null);
  const [error, setError] = useState<unknown>();
  const isStarted = useRef(false);

  const signIn = async (attempt: typeof begun = signInAsGuest(discovery)): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const identity = await attempt;
      if (identity) onSignInSuccess(identity);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  useEffect(() => {
    if (isStarted.current || !isBusy) return;
    isStarted.current = true;
    void signIn(begun);
  });

  if (isBusy) {
    return (
      <div className={classes['waiting']}>
        <LoadingState lines={3} />
      </div>
    );
  }
  return (
    <main className={classes['page']}>
      <div className={classes['box']}>
        <Logo />
        <h1>{t('signIn.title', { app: title })}</h1>
        {error !== undefined && <ErrorState title={t('signIn.failed')} error={error} />}
        <Button onClick={() => void signIn()} fullWidth>
          {t('signIn.guest')}
        </Button>
        <p className={classes['hint']}>{t('signIn.guestHint')}</p>
      </div>
    </main>
  );
}

async function signInAsGuest(discovery: DiscoveryApi): Promise<IdentityApi> {
  const identity = await createGuestIdentity(discovery);
  sessionStorage.removeItem(signedOutKey);
  const signOut = async (): Promise<void> => {
    sessionStorage.setItem(signedOutKey, '1');
    await identity.signOut();
  };
  return { ...identity, signOut };
}
