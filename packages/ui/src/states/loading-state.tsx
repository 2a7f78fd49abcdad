import { useEffect, useState, type ReactNode } from 'react';
import { useUiText } from '../ui-text.tsx';
import classes from './state.module.css';

/** How long something may load before anything is shown of it. */
const patienceMilliseconds = 150;

/** Whether a wait has been long enough to be shown; what comes at once shows no skeleton. */
export function useIsSlow(isWaiting = true): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isSlow;
}

/** Stands where content will be: nothing for 150 ms, then lines, or a shape that is closer to what will come. */
export function LoadingState({ lines = 4, children }: { lines?: number; children?: ReactNode }) {
  const isSlow = useIsSlow();
  const text = useUiText();
  if (!isSlow) return null;
  return (
    <div role="status" aria-label={text.loading}>
      {children ?? (
        <div className={classes['skeletons']}>
          {Array.from({ length: lines }, (_, index) => (
            <SkeletonLine key={index} width={`${[92, 78, 85, 60][index % 4]}%`} />
          ))}
        </div>
      )}
    </div>
  );
}

/** One breathing line of a skeleton. */
export function SkeletonLine({ width = '100%', height }: { width?: string; height?: number }) {
  return <div aria-hidden className={classes['skeleton']} style={{ width, ...(height && { height }) }} />;
}
