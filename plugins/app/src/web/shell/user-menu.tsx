import { lazy, Suspense, useEffect, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { identityApiRef, useApi, useTranslationRef, type ProfileInfo } from '@portico/frontend-plugin-api';
import { PersonAvatar } from '@portico/ui';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';

const UserMenuItems = lazy(() => import('./user-menu-items.tsx'));

/** Who is signed in. */
export interface Account {
  profile: ProfileInfo;
  ref: string;
}

/** Who is signed in, the choice of a theme, and the way out. The menu itself is loaded when it is first opened. */
export function UserMenu() {
  const { t } = useTranslationRef(appTranslationRef);
  const account = useAccount();
  const [isOpen, setOpen] = useState(false);
  const name = account?.profile.displayName ?? account?.ref.replace(/^.*\//, '') ?? t('user.guest');
  const button = (
    <UnstyledButton
      className={classes['entry']}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <PersonAvatar name={name} picture={account?.profile.picture} size={22} />
      <span className={classes['word']}>{name}</span>
    </UnstyledButton>
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuItems account={account} target={button} onClose={() => setOpen(false)} />
    </Suspense>
  );
}

function useAccount(): Account | undefined {
  const identity = useApi(identityApiRef);
  const [account, setAccount] = useState<Account>();
  useEffect(() => {
    let isCurrent = true;
    void Promise.all([identity.getProfileInfo(), identity.getBackstageIdentity()]).then(
      ([profile, { userEntityRef }]) => isCurrent && setAccount({ profile, ref: userEntityRef }),
    );
    return () => {
      isCurrent = false;
    };
  }, [identity]);
  return account;
}
