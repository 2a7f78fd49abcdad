import type { ReactNode } from 'react';
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle, type Icon } from '../icons.ts';
import classes from './notice.module.css';

const icons: Record<'info' | 'warning' | 'error', Icon> = {
  info: IconInfoCircle,
  warning: IconAlertTriangle,
  error: IconAlertCircle,
};

/** Something to know about what is shown: a line of what it is, what it means, and what to do. */
export function Notice({
  level,
  title,
  children,
  action,
}: {
  level: 'info' | 'warning' | 'error';
  title: ReactNode;
  children?: ReactNode;
  /** Links or buttons, below the text. */
  action?: ReactNode;
}) {
  const Shown = icons[level];
  return (
    <div role="status" className={classes['notice']} data-level={level}>
      <Shown size={18} />
      <div className={classes['body']}>
        <div className={classes['title']}>{title}</div>
        {children}
        {action && <div className={classes['actions']}>{action}</div>}
      </div>
    </div>
  );
}
