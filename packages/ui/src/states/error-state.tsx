import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertCircle, IconRefresh } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';
import { describeError } from './describe-error.ts';
import classes from './state.module.css';

/** What {@link ErrorState} takes. */
export interface ErrorStateProps {
  /** What failed: "The entities could not be loaded". Without it the error's own message stands alone. */
  title?: string | undefined;
  /** What was thrown. */
  error: unknown;
  /** What to do about it, where that is known. */
  hint?: ReactNode;
  /** Offers to try again. */
  onRetry?: (() => void) | undefined;
  /** More to do about it. */
  action?: ReactNode;
}

/** Says what failed and why, what to do, offers to try again, and has the details with a log id to quote. */
export function ErrorState({ title, error, hint, onRetry, action }: ErrorStateProps) {
  const text = useUiText();
  const { message, logId, details } = describeError(error);
  return (
    <div role="alert" className={classes['error']}>
      <IconAlertCircle size={18} />
      <div className={classes['body']}>
        <div className={classes['title']}>{title ?? message}</div>
        {title !== undefined && <p className={classes['text']}>{message}</p>}
        {hint !== undefined && <p className={classes['text']}>{hint}</p>}
        {logId !== undefined && (
          <p className={classes['text']}>
            {text.logId} <code>{logId}</code>
          </p>
        )}
        {details !== undefined && (
          <details className={classes['details']}>
            <summary>{text.details}</summary>
            <pre tabIndex={0}>{details}</pre>
          </details>
        )}
        {(onRetry || action !== undefined) && (
          <div className={classes['actions']}>
            {onRetry && (
              <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
                {text.retry}
              </Button>
            )}
            {action}
          </div>
        )}
      </div>
    </div>
  );
}
