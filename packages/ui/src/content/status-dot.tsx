import type { ReactNode } from 'react';
import classes from './content.module.css';

/** What a state means to those who look at it. */
export type StatusLevel = 'ok' | 'warning' | 'error' | 'info' | 'unknown';

/** A dot in the colour of a state, with the word for it: colour alone says nothing to many. */
export function StatusDot({ level, children }: { level: StatusLevel; children: ReactNode }) {
  return (
    <span className={classes['status']}>
      <span aria-hidden className={classes['dot']} data-level={level} />
      {children}
    </span>
  );
}
