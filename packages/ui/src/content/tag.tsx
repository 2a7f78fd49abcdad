import type { ReactNode } from 'react';
import classes from './content.module.css';

/** A short word about something, such as a tag, a type or a lifecycle. */
export function Tag({
  children,
  level,
}: {
  children: ReactNode;
  level?: 'ok' | 'warning' | 'error' | 'info' | undefined;
}) {
  return (
    <span className={classes['tag']} data-level={level} dir="auto">
      {children}
    </span>
  );
}
