import type { ReactNode, Ref } from 'react';
import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { useBreadcrumbEntries, useTranslationRef } from '@portico/frontend-plugin-api';
import { Link } from '@portico/ui';
import { IconChevronRight, IconHelp, IconMenu2, IconSearch } from '@portico/ui/icons';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The line at the top: where the user is, the search, and what plugins add. */
export function TopBar({
  items,
  breadcrumbsRef,
  onSearch,
  onMenu,
  onHelp,
}: {
  items: ReactNode;
  breadcrumbsRef: Ref<HTMLDivElement>;
  onSearch(): void;
  onMenu(): void;
  onHelp(): void;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <header className={classes['top']}>
      <ActionIcon className={classes['menuButton']} aria-label={t('nav.open')} onClick={onMenu}>
        <IconMenu2 size={18} />
      </ActionIcon>
      <div className={classes['trail']}>
        <div ref={breadcrumbsRef} className={classes['ownTrail']} />
        <RegisteredTrail />
      </div>
      <UnstyledButton className={classes['search']} onClick={onSearch} aria-keyshortcuts="Control+K /">
        <IconSearch size={14} />
        <span>{t('search.open')}</span>
        <Kbd size="xs">{isMac ? '⌘ K' : 'Ctrl K'}</Kbd>
      </UnstyledButton>
      <div className={classes['topItems']}>
        {items}
        <ActionIcon className={classes['helpButton']} aria-label={t('shortcuts.title')} onClick={onHelp}>
          <IconHelp size={18} />
        </ActionIcon>
      </div>
    </header>
  );
}

/** The way that extensions have registered; a page that shows its own takes its place. */
function RegisteredTrail() {
  const { items } = useBreadcrumbEntries();
  return (
    <ol className={classes['registeredTrail']}>
      {items.map((entry, index) => (
        <li key={`${entry.depth} ${entry.href}`}>
          {index > 0 && <IconChevronRight size={12} />}
          {index === items.length - 1 ? (
            <span aria-current="page">{entry.label}</span>
          ) : (
            <Link to={entry.href}>{entry.label}</Link>
          )}
        </li>
      ))}
    </ol>
  );
}
