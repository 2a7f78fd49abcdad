import type { ReactNode } from 'react';
import classes from './layout.module.css';

/** What a page shows below its header, with a column of filters beside it where there are any. */
export function Content({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  if (aside === undefined) return <div className={classes['content']}>{children}</div>;
  return (
    <div className={classes['content']}>
      <div className={classes['columns']}>
        <aside className={classes['aside']}>{aside}</aside>
        <div className={classes['main']}>{children}</div>
      </div>
    </div>
  );
}
