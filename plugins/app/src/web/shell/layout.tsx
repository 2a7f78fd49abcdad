import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { configApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { PageChromeProvider } from '@portico/ui';
import { appearanceApiRef } from '../../react/appearance-api.ts';
import { CommandPaletteContext } from '../../react/command-palette-context.ts';
import { useShortcut } from '../../react/shortcuts.tsx';
import { appTranslationRef } from '../app-translation.ts';
import { NavSheet } from './nav-sheet.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'));
const CommandPalette = lazy(() => import('../palette/command-palette.tsx'));

/** The frame of the portal: navigation to the left, a line at the top, the page. On a phone the navigation is a sheet. */
export function Layout({
  nav,
  topBarItems,
  children,
}: {
  nav: ReactNode;
  topBarItems: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const appTitle = useApi(configApiRef).getOptionalString('app.title');
  const appearance = useApi(appearanceApiRef);
  const [breadcrumbs, setBreadcrumbs] = useState<HTMLElement | null>(null);
  const [isSearching, setSearching] = useState(false);
  const [areShortcutsShown, setShortcutsShown] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const chrome = useMemo(() => ({ breadcrumbs, appTitle }), [breadcrumbs, appTitle]);
  const main = useStartOfPage();
  const openPalette = useCallback(() => setSearching(true), []);
  const toggleNav = () => appearance.set({ nav: appearance.get().nav === 'open' ? 'collapsed' : 'open' });
  useShortcut({ keys: 'mod+k', label: t('shortcuts.search'), run: openPalette });
  useShortcut({ keys: '/', label: t('shortcuts.search'), run: openPalette });
  useShortcut({ keys: '[', label: t('shortcuts.nav'), run: toggleNav });
  useShortcut({ keys: '?', label: t('shortcuts.show'), run: () => setShortcutsShown(true) });

  return (
    <PageChromeProvider chrome={chrome}>
      <div className={classes['shell']}>
        <a href="#main" className={classes['skip']}>
          {t('nav.skip')}
        </a>
        <div className={classes['side']}>{nav}</div>
        <NavSheet isOpen={isSheetOpen} onClose={() => setSheetOpen(false)}>
          {nav}
        </NavSheet>
        <div className={classes['body']}>
          <TopBar
            items={topBarItems}
            breadcrumbsRef={setBreadcrumbs}
            onSearch={openPalette}
            onMenu={() => setSheetOpen(true)}
            onHelp={() => setShortcutsShown(true)}
          />
          <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
            <CommandPaletteContext value={openPalette}>{children}</CommandPaletteContext>
          </main>
        </div>
        <Suspense>
          {isSearching && <CommandPalette onClose={() => setSearching(false)} />}
          {areShortcutsShown && <ShortcutsDialog onClose={() => setShortcutsShown(false)} />}
        </Suspense>
      </div>
    </PageChromeProvider>
  );
}

/** A new page begins at its top, also for those who listen to it. Going back leaves everything where it was. */
function useStartOfPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const type = useNavigationType();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    if (type !== 'PUSH') return;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, type]);
  return main;
}
