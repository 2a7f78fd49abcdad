import { useMemo } from 'react';
import {
  appThemeApiRef,
  appTreeApiRef,
  coreExtensionData,
  identityApiRef,
  routeResolutionApiRef,
  useApi,
  useTexts,
  useTranslationRef,
  type AppTree,
  type RouteResolutionApi,
} from '@portico/frontend-plugin-api';
import { IconAppWindow, IconLayoutSidebar, IconLogout, IconMoon, IconSun } from '@portico/ui/icons';
import { appearanceApiRef } from '../../react/appearance-api.ts';
import type { Command, CommandProvider } from '../../react/command-provider-blueprint.ts';
import { appTranslationRef } from '../app-translation.ts';
import { readNavItems } from '../shell/read-nav-items.tsx';
import { useActiveTheme } from '../shell/theme-frame.tsx';

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

/** The commands that have every word of a text, those that begin with it first. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const textOf = ({ title, subtitle = '' }: Command) => `${title} ${subtitle}`.toLocaleLowerCase();
  const starts = (command: Command) => (textOf(command).startsWith(words.join(' ')) ? 0 : 1);
  return commands
    .filter(command => words.every(word => textOf(command).includes(word)))
    .sort((a, b) => starts(a) - starts(b));
}

function usePages(): Command[] {
  const { tree } = useApi(appTreeApiRef).getTree();
  const routes = useApi(routeResolutionApiRef);
  const found = useMemo(() => readPages(tree, routes), [tree, routes]);
  const toWords = useTexts(found.flatMap(({ title, page }) => [title, page]));
  return useMemo(
    () =>
      found.map(({ title, page, ...command }) => ({
        ...command,
        title: toWords(title),
        ...(page !== undefined && { subtitle: toWords(page) }),
      })),
    [found, toWords],
  );
}

/** All pages that the navigation has, and their tabs. */
function readPages(tree: AppTree, routes: RouteResolutionApi) {
  const pages = readNavItems(tree, routes);
  const tabs = pages.flatMap(({ node, title: page, href }) =>
    (node.edges.attachments.get('pages') ?? []).flatMap(tab => {
      const title = tab.instance?.getData(coreExtensionData.title);
      const path = tab.instance?.getData(coreExtensionData.routePath);
      return title === undefined || path === undefined
        ? []
        : [{ id: tab.spec.id, title, page, icon: <IconAppWindow />, to: `${href}/${path}` }];
    }),
  );
  return [
    ...pages.map(({ node, title, icon, href }) => ({
      id: node.spec.id,
      title,
      page: undefined,
      icon,
      to: href,
    })),
    ...tabs,
  ];
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
