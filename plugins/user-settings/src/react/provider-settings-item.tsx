import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import {
  useOptionalApi,
  useTranslationRef,
  type ApiRef,
  type ProfileInfo,
  type ProfileInfoApi,
  type SessionApi,
  type SessionState,
} from '@portico/frontend-plugin-api';
import { describeError, StatusDot } from '@portico/ui';
import classes from './provider-settings.module.css';
import { settingsReactTranslationRef } from './settings-react-translation.ts';

/** What a line about a provider shows. */
export interface ProviderSettingsItemProps {
  title: string;
  /** What one signs in there for; while signed in, the account stands here. */
  description: string;
  icon?: ReactNode;
  /** The API of the provider; without its extension, the line says that it is missing. */
  apiRef: ApiRef<ProfileInfoApi & SessionApi>;
}

/** A sign-in provider, whether there is a session with it, and the button that begins or ends one. */
export function ProviderSettingsItem({ apiRef, ...shown }: ProviderSettingsItemProps) {
  const { t } = useTranslationRef(settingsReactTranslationRef);
  const api = useOptionalApi(apiRef);
  if (api) return <Session {...shown} api={api} />;
  return <ProviderLine {...shown} note={t('noApi', { id: apiRef.id })} />;
}

/** The frame of a line: icon, title and text, and at the end what can be done. */
export function ProviderLine({
  title,
  description,
  icon,
  note,
  children,
}: {
  title: string;
  description: string;
  icon?: ReactNode;
  note?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <li className={classes['provider']}>
      {icon}
      <div className={classes['words']}>
        <div className={classes['title']}>{title}</div>
        <div>{description}</div>
        {note !== undefined && <div role="status">{note}</div>}
      </div>
      {children}
    </li>
  );
}

function Session({
  title,
  description,
  icon,
  api,
}: Omit<ProviderSettingsItemProps, 'apiRef'> & { api: ProfileInfoApi & SessionApi }) {
  const { t } = useTranslationRef(settingsReactTranslationRef);
  const { isSignedIn, account } = useSession(api);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const change = async (): Promise<void> => {
    setFailure(undefined);
    setBusy(true);
    try {
      await (isSignedIn ? api.signOut() : api.signIn());
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return (
    <ProviderLine
      title={title}
      description={account ?? description}
      icon={icon}
      note={failure === undefined ? undefined : t('failed', { message: describeError(failure).message })}
    >
      <StatusDot level={isSignedIn ? 'ok' : 'unknown'}>{t(isSignedIn ? 'signedIn' : 'signedOut')}</StatusDot>
      <Button
        variant="default"
        loading={isBusy}
        aria-label={t(isSignedIn ? 'signOutOf' : 'signInTo', { title })}
        onClick={() => void change()}
      >
        {t(isSignedIn ? 'signOut' : 'signIn')}
      </Button>
    </ProviderLine>
  );
}

/** The session as it is; nobody is asked to sign in for it. */
function useSession(api: ProfileInfoApi & SessionApi): { isSignedIn: boolean; account: string | undefined } {
  const [state, setState] = useState<SessionState>('SignedOut');
  const [profile, setProfile] = useState<ProfileInfo>();
  const states = useMemo(() => api.sessionState$(), [api]);
  useEffect(() => {
    const subscription = states.subscribe(setState);
    return () => subscription.unsubscribe();
  }, [states]);
  useEffect(() => {
    let isCurrent = true;
    setProfile(undefined);
    if (state === 'SignedIn')
      api.getProfile({ optional: true }).then(
        found => isCurrent && setProfile(found),
        // The session is there all the same; only who it is stays unknown.
        () => {},
      );
    return () => {
      isCurrent = false;
    };
  }, [api, state]);
  return { isSignedIn: state === 'SignedIn', account: profile?.email ?? profile?.displayName };
}
