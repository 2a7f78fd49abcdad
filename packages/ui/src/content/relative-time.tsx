import { useEffect, useState } from 'react';
import { useUiText } from '../ui-text.tsx';
import classes from './content.module.css';
import { formatRelativeTime } from './format-relative-time.ts';

/** A moment as people say it, "3 minutes ago", with the exact time on hover. It keeps up with the clock. */
export function RelativeTime({
  date,
  soonText,
}: {
  date: Date | string | number;
  /** What to say of something planned that is less than a minute away, or overdue. */
  soonText?: string;
}) {
  const { locale } = useUiText();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const time = new Date(date);
  if (Number.isNaN(time.getTime())) return <span>{String(date)}</span>;
  const exact = time.toLocaleString(locale, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <time dateTime={time.toISOString()} title={exact} className={classes['time']}>
      {soonText !== undefined && time.getTime() - now < 60_000
        ? soonText
        : formatRelativeTime(time.getTime(), now, locale)}
    </time>
  );
}
