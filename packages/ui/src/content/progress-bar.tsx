import { Progress } from '@mantine/core';
import classes from './content.module.css';

/** How far something has come, from 0 to 1, with the words for it. */
export function ProgressBar({ value, label }: { value: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className={classes['progress']}>
      <Progress.Root size="sm">
        <Progress.Section value={percent} aria-label={label} />
      </Progress.Root>
      <span>{percent} %</span>
    </div>
  );
}
