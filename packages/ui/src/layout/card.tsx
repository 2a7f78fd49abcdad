import { useId, type ReactNode } from 'react';
import classes from './layout.module.css';

/** A quiet box with a heading. Cards do not go into cards. */
export function Card({
  title,
  actions,
  isFlush = false,
  children,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  /** Lets the content reach the edges, as tables do. */
  isFlush?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes['card']} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <div className={classes['cardHead']}>
          <h2 id={id} className={classes['cardTitle']}>
            {title}
          </h2>
          {actions}
        </div>
      )}
      <div className={classes[isFlush ? 'cardFlush' : 'cardBody']}>{children}</div>
    </section>
  );
}
