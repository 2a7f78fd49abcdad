import { useMemo } from 'react';
import { appThemeApiRef, identityApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { IconLayoutSidebar, IconLogout, IconMoon, IconSun } from '@portico/ui/icons';
import { appearanceApiRef } from '../../react/appearance-api.ts';
import type { Command, CommandProvider } from '../../react/command-provider-blueprint.ts';
import { appTranslationRef } from '../app-translation.ts';
import { useActiveTheme } from '../shell/theme-frame.tsx';
import { matching } from './matching.ts';
import { usePages } from './read-pages.tsx';

/** The commands of the shell itself: all pages, and what can be done anywhere. */
export function useOwnProviders(): CommandProvider[] {
  const { t } = useTranslationRef(appTranslationRef);
  const pages = usePages();
  const actions = useActions();
  return useMemo(
    () => [
      { title: t('search.pages'), search: text => matching(pages, text) },
      { title: t('search.actions'), search: text => matching(actions, text) },
    ],
    [t, pages, actions],
  );
}

function useActions(): Command[] {
  const { t } = useTranslationRef(appTranslationRef);
  const themes = useApi(appThemeApiRef);
  const appearance = useApi(appearanceApiRef);
  const identity = useApi(identityApiRef);
  const { variant } = useActiveTheme();
  return useMemo(() => {
    const isDark = variant === 'dark';
    const isOpen = appearance.get().nav === 'open';
    const other = themes.getInstalledThemes().find(theme => theme.variant !== variant);
    return [
      ...(other
        ? [
            {
              id: 'theme',
              title: isDark ? t('theme.switchToLight') : t('theme.switchToDark'),
              icon: isDark ? <IconSun /> : <IconMoon />,
              run: () => themes.setActiveThemeId(other.id),
            },
          ]
        : []),
      {
        id: 'nav',
        title: isOpen ? t('nav.collapse') : t('nav.expand'),
        icon: <IconLayoutSidebar />,
        run: () => appearance.set({ nav: isOpen ? 'collapsed' : 'open' }),
      },
      { id: 'sign-out', title: t('user.signOut'), icon: <IconLogout />, run: () => identity.signOut() },
    ];
  }, [t, themes, appearance, identity, variant]);
}
