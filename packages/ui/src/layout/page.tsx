import type { ReactNode } from 'react';
import classes from './layout.module.css';
import { usePageChrome } from './page-chrome.tsx';

/** A page: its title in the browser's tab, and its header and content below each other. */
export function Page({
  title,
  isProvisional = false,
  children,
}: {
  /** The title of the browser's tab; the name of the portal is added. */
  title: string;
  /** It does not show what its address names, not yet or not at all: it is not kept as a visit, nor by crawlers. */
  isProvisional?: boolean;
  children: ReactNode;
}) {
  const { appTitle } = usePageChrome();
  return (
    <div className={classes['page']}>
      <title>{appTitle ? `${title} · ${appTitle}` : title}</title>
      {isProvisional && <meta name="robots" content="noindex" />}
      {children}
    </div>
  );
}
