import { createContext, Suspense, useContext, useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { ActionIcon } from '@mantine/core';
import {
  appTreeApiRef,
  configApiRef,
  routeResolutionApiRef,
  useApi,
  useTexts,
  useTranslationRef,
  type NavContentComponent,
  type NavItem,
} from '@portico/frontend-plugin-api';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@portico/ui/icons';
import { appearanceApiRef } from '../../react/appearance-api.ts';
import { useObservable } from '../../react/use-observable.ts';
import { appTranslationRef } from '../app-translation.ts';
import { findCurrentItem } from './find-current-item.ts';
import { Logo } from './logo.tsx';
import { createNavItems, firstPages, readNavItems, readPages, toPlaced } from './read-nav-items.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

/** The page at the foot. */
const foot = 'page:user-settings';
/** The search is in the line at the top. */
const elsewhere = ['page:search'];

/** The id of the page whose entry is marked. */
const CurrentItemContext = createContext<string | undefined>(undefined);

/** The navigation of the portal, with the portal's own arrangement or the one that an extension brings. */
export function Nav({ content: Own = DefaultContent }: { content: NavContentComponent | undefined }) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <nav aria-label={t('nav.label')} className={classes['nav']}>
      <Suspense>
        <TranslatedContent content={Own} />
      </Suspense>
    </nav>
  );
}

/** Waits for the words of all plugins, which the page beside it need not do. */
function TranslatedContent({ content: Own }: { content: NavContentComponent }) {
  const { tree } = useApi(appTreeApiRef).getTree();
  const routes = useApi(routeResolutionApiRef);
  const items = useMemo(() => readNavItems(tree, routes), [tree, routes]);
  const toWords = useTexts(items.map(({ title }) => title));
  const { pathname } = useLocation();
  const current = useMemo(() => {
    const entries = items.map(({ node, href }) => toPlaced(node, href));
    return findCurrentItem(pathname, { entries, pages: readPages(tree) });
  }, [pathname, items, tree]);
  return (
    <CurrentItemContext value={current}>
      <Own navItems={createNavItems(items.map(item => ({ ...item, title: toWords(item.title) })))} />
    </CurrentItemContext>
  );
}

function DefaultContent({ navItems }: Parameters<NavContentComponent>[0]) {
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Portico';
  const entries = navItems.withComponent(NavEntry);
  const main = firstPages.map(id => entries.take(id)).filter(entry => entry !== null);
  const bottom = entries.take(foot);
  for (const id of elsewhere) entries.take(id);
  const rest = entries.rest();
  return (
    <>
      <div className={classes['brand']}>
        <Logo />
        <span className={classes['word']}>{title}</span>
      </div>
      <ul className={classes['entries']}>
        {main}
        {main.length > 0 && rest.length > 0 && <li aria-hidden className={classes['divider']} />}
        {rest}
      </ul>
      <ul className={classes['foot']}>
        {bottom}
        <li>
          <UserMenu />
          <CollapseButton />
        </li>
      </ul>
    </>
  );
}

function NavEntry({ node, title, icon, href }: NavItem) {
  const isCurrent = useContext(CurrentItemContext) === node.spec.id;
  return (
    <li>
      <Link
        to={href}
        className={classes['entry'] ?? ''}
        aria-current={isCurrent ? 'page' : undefined}
        data-tip={title}
      >
        {icon}
        <span className={classes['word']}>{title}</span>
      </Link>
    </li>
  );
}

function CollapseButton() {
  const { t } = useTranslationRef(appTranslationRef);
  const appearance = useApi(appearanceApiRef);
  const { nav } = useObservable(
    useMemo(() => appearance.state$(), [appearance]),
    appearance.get(),
  );
  const isOpen = nav === 'open';
  return (
    <ActionIcon
      className={classes['collapse']}
      aria-label={isOpen ? t('nav.collapse') : t('nav.expand')}
      onClick={() => appearance.set({ nav: isOpen ? 'collapsed' : 'open' })}
    >
      {isOpen ? <IconLayoutSidebarLeftCollapse size={18} /> : <IconLayoutSidebarLeftExpand size={18} />}
    </ActionIcon>
  );
}
