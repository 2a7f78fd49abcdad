import { SkeletonLine } from '@portico/ui';
import classes from './entity-page.module.css';

/** What is below the head of the page before it is there: tabs and cards. */
export function EntityPageSkeleton() {
  return (
    <div className={classes['skeleton']}>
      <SkeletonLine width="38%" />
      <div className={classes['skeletonColumns']}>
        <SkeletonLine height={180} />
        <SkeletonLine height={120} />
      </div>
    </div>
  );
}
