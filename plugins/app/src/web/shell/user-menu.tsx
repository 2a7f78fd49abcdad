import { lazy, Suspense, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { PersonAvatar } from '@portico/ui';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';
import { useAccount } from './use-account.ts';
import { useFocusAfterwards } from './use-focus-afterwards.ts';

const UserMenuItems = lazy(() => import('./user-menu-items.tsx'));

/** Who is signed in, the choice of a theme, and the way out. The menu itself is loaded when it is first opened. */
export function UserMenu() {
  const { t } = useTranslationRef(appTranslationRef);
  const account = useAccount();
  const [isOpen, setOpen] = useState(false);
  const opener = useFocusAfterwards(isOpen);
  const name = account?.profile.displayName ?? account?.ref.replace(/^.*\//, '') ?? t('user.guest');
  const button = (
    <UnstyledButton
      ref={opener}
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
