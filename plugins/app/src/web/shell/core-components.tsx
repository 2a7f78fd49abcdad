import { useLocation, useParams } from 'react-router';
import { Button } from '@mantine/core';
import {
  useTranslationRef,
  type ErrorDisplayProps,
  type PageLayoutProps,
  type PageLayoutTab,
} from '@portico/frontend-plugin-api';
import { Content, EmptyState, ErrorState, Header, Link, LoadingState, NavTabs, Page } from '@portico/ui';
import { IconRefresh } from '@portico/ui/icons';
import { appTranslationRef } from '../app-translation.ts';
import classes from './page-layout.module.css';

/** Stands where something loads. */
export function ShellProgress() {
  return (
    <Content>
      <LoadingState />
    </Content>
  );
}

/** Stands where an extension failed. */
export function ShellErrorDisplay({ plugin, error, resetError }: ErrorDisplayProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const name = plugin?.title ?? plugin?.pluginId ?? plugin?.id;
  if (isOutdated(error)) {
    return (
      <EmptyState
        icon={IconRefresh}
        title={t('outdated.title')}
        text={t('outdated.text')}
        action={<Button onClick={() => window.location.reload()}>{t('outdated.reload')}</Button>}
      />
    );
  }
  return (
    <div className={classes['error']}>
      <ErrorState
        title={name === undefined ? t('error.unknownPlugin') : t('error.title', { plugin: name })}
        error={error}
        hint={t('error.hint')}
        onRetry={resetError}
      />
    </div>
  );
}

/** A part of the page that is not there any more was replaced by a newer one. Each browser says it in its own words. */
function isOutdated({ message }: Error): boolean {
  return /dynamically imported module|importing a module script failed|unable to preload css/i.test(message);
}

/** The frame of a page: its title, what its plugin adds, and its tabs. */
export function ShellPageLayout({
  title = '',
  noHeader = false,
  titleLink,
  headerActions = [],
  tabs = [],
  children,
}: PageLayoutProps) {
  const base = usePagePath();
  const { pathname } = useLocation();
  const navTabs = tabs.map(tab => toNavTab(tab, { base, pathname }));
  if (noHeader) return <>{children}</>;
  const tabTitle = navTabs.find(({ isCurrent }) => isCurrent)?.title;
  return (
    <Page title={tabTitle === undefined ? title : `${tabTitle} · ${title}`}>
      <Header
        title={
          titleLink === undefined ? (
            title
          ) : (
            <Link to={titleLink} className={classes['titleLink']}>
              {title}
            </Link>
          )
        }
        actions={headerActions.length > 0 ? headerActions : undefined}
        tabs={tabs.length > 0 ? <NavTabs tabs={navTabs} label={title} /> : undefined}
      />
      <Content>{children}</Content>
    </Page>
  );
}

function toNavTab(
  { id, label: title, icon, href }: PageLayoutTab,
  { base, pathname }: { base: string; pathname: string },
) {
  const to = `${base}/${href.replace(/^\//, '')}`;
  return { id, title, icon, to, isCurrent: `${pathname}/`.startsWith(`${to.replace(/\/$/, '')}/`) };
}

/** Where the page begins: the present path without what the page itself takes of it. */
function usePagePath(): string {
  const { '*': rest = '' } = useParams();
  const { pathname } = useLocation();
  const segments = pathname.replace(/\/$/, '').split('/');
  return segments.slice(0, segments.length - (rest === '' ? 0 : rest.split('/').length)).join('/');
}
