import type { ReactNode } from 'react';
import { Breadcrumbs, type Breadcrumb } from './breadcrumbs.tsx';
import classes from './layout.module.css';

/** The head of a page: what it is about, what can be done, and its tabs. */
export function Header({
  title,
  subtitle,
  icon,
  meta,
  actions,
  tabs,
  breadcrumbs,
}: {
  title: ReactNode;
  /** One line below the title. */
  subtitle?: ReactNode;
  /** Stands before the title, such as a `KindIcon` on a tile. */
  icon?: ReactNode;
  /** Small facts beside the title: type, lifecycle, owner. */
  meta?: ReactNode;
  /** Buttons, at most one of them filled. */
  actions?: ReactNode;
  /** Tabs that end flush with the lower edge. */
  tabs?: ReactNode;
  /** The pages above this one; the last is this one. */
  breadcrumbs?: readonly Breadcrumb[] | undefined;
}) {
  return (
    <header className={classes['header']}>
      {breadcrumbs && <Breadcrumbs items={breadcrumbs} />}
      <div className={classes['headline']}>
        {icon}
        <div className={classes['titles']}>
          <div className={classes['titleLine']}>
            <h1 className={classes['title']} dir="auto">
              {title}
            </h1>
            {meta !== undefined && <div className={classes['meta']}>{meta}</div>}
          </div>
          {subtitle !== undefined && <div className={classes['subtitle']}>{subtitle}</div>}
        </div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </div>
      {tabs}
    </header>
  );
}
