import { useEffect, useState } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import {
  appThemeApiRef,
  identityApiRef,
  useApi,
  useTranslationRef,
  type AppTheme,
  type ProfileInfo,
} from '@portico/frontend-plugin-api';
import { PersonAvatar } from '@portico/ui';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@portico/ui/icons';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';

interface Account {
  profile: ProfileInfo;
  ref: string;
}

/** Who is signed in, the choice of a theme, and the way out. */
export function UserMenu() {
  const { t } = useTranslationRef(appTranslationRef);
  const identity = useApi(identityApiRef);
  const account = useAccount();
  const name = account?.profile.displayName ?? account?.ref.replace(/^.*\//, '') ?? t('user.guest');
  return (
    <Menu position="top-start" width={240} withinPortal={false} floatingStrategy="fixed">
      <Menu.Target>
        <UnstyledButton className={classes['entry']}>
          <PersonAvatar name={name} picture={account?.profile.picture} size={22} />
          <span className={classes['word']}>{name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {account && <Menu.Label>{account.profile.email ?? account.ref}</Menu.Label>}
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout />} onClick={() => void identity.signOut()}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeItems() {
  const { t } = useTranslationRef(appTranslationRef);
  const themes = useApi(appThemeApiRef);
  const active = themes.getActiveThemeId();
  const own: Record<string, string> = { light: t('theme.light'), dark: t('theme.dark') };
  const titleOf = ({ id, title }: AppTheme): string => own[id] ?? title;
  const choices = [
    ...themes.getInstalledThemes().map(theme => ({
      id: theme.id,
      title: titleOf(theme),
      icon: theme.icon ?? (theme.variant === 'dark' ? <IconMoon /> : <IconSun />),
    })),
    { id: undefined, title: t('user.auto'), icon: <IconDeviceDesktop /> },
  ];
  return (
    <>
      <Menu.Label>{t('user.theme')}</Menu.Label>
      {choices.map(({ id, title, icon }) => (
        <Menu.Item
          key={id ?? 'auto'}
          leftSection={icon}
          rightSection={id === active && <IconCheck />}
          onClick={() => themes.setActiveThemeId(id)}
        >
          {title}
        </Menu.Item>
      ))}
    </>
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
