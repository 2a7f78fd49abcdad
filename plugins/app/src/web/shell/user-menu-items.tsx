import type { ReactElement } from 'react';
import { Menu } from '@mantine/core';
import {
  appThemeApiRef,
  identityApiRef,
  useApi,
  useTranslationRef,
  type AppTheme,
} from '@portico/frontend-plugin-api';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@portico/ui/icons';
import { appTranslationRef } from '../app-translation.ts';
import type { Account } from './use-account.ts';

/** The open menu of the user, at the button that opened it. */
export default function UserMenuItems({
  account,
  target,
  onClose,
}: {
  account: Account | undefined;
  target: ReactElement;
  onClose(): void;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const identity = useApi(identityApiRef);
  return (
    <Menu
      opened
      onChange={isOpen => !isOpen && onClose()}
      position="top-start"
      width={240}
      // Within the sheet of a phone, which is above everything else.
      withinPortal={false}
      floatingStrategy="fixed"
    >
      <Menu.Target>{target}</Menu.Target>
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
