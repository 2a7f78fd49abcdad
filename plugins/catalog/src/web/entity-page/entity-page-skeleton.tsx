import { SkeletonLine } from '@portico/ui';
import classes from './entity-page.module.css';

/** What the page looks like before it is there. */
export function EntityPageSkeleton() {
  return (
    <div className={classes['skeleton']}>
      <SkeletonLine width="36px" height={36} />
      <SkeletonLine width="38%" height={20} />
      <SkeletonLine width="60%" />
      <div className={classes['skeletonColumns']}>
        <SkeletonLine height={180} />
        <SkeletonLine height={120} />
      </div>
    </div>
  );
}
