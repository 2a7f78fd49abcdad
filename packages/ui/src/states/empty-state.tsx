import type { ReactNode } from 'react';
import type { Icon } from '../icons.ts';
import classes from './state.module.css';

/** Says in one sentence that there is nothing, and offers the one action that changes it. */
export function EmptyState({
  icon: Shown,
  title,
  text,
  action,
  isPage = false,
}: {
  icon?: Icon | undefined;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  /** It is all that the page has: the title is the heading of the page. */
  isPage?: boolean | undefined;
}) {
  const Title = isPage ? 'h1' : 'div';
  return (
    <div className={classes['state']}>
      {Shown && (
        <span className={classes['icon']}>
          <Shown size={28} />
        </span>
      )}
      <Title className={classes['title']}>{title}</Title>
      {text !== undefined && <p className={classes['text']}>{text}</p>}
      {action !== undefined && <div className={classes['actions']}>{action}</div>}
    </div>
  );
}
