import type { ReactNode } from 'react';
import type { Icon } from '../icons.ts';
import classes from './state.module.css';

/** Says in one sentence that there is nothing, and offers the one action that changes it. */
export function EmptyState({
  icon: Shown,
  title,
  text,
  action,
}: {
  icon?: Icon | undefined;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes['state']}>
      {Shown && (
        <span className={classes['icon']}>
          <Shown size={28} />
        </span>
      )}
      <div className={classes['title']}>{title}</div>
      {text !== undefined && <p className={classes['text']}>{text}</p>}
      {action !== undefined && <div className={classes['actions']}>{action}</div>}
    </div>
  );
}
