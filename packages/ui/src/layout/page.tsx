import type { ReactNode } from 'react';
import classes from './layout.module.css';
import { usePageChrome } from './page-chrome.tsx';

/** A page: its title in the browser's tab, and its header and content below each other. */
export function Page({
  title,
  children,
}: {
  /** The title of the browser's tab; the name of the portal is added. */
  title: string;
  children: ReactNode;
}) {
  const { appTitle } = usePageChrome();
  return (
    <div className={classes['page']}>
      <title>{appTitle ? `${title} · ${appTitle}` : title}</title>
      {children}
    </div>
  );
}
