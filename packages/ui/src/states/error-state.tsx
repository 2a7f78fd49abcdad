import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertCircle, IconLock, IconLogin, IconRefresh } from '../icons.ts';
import { useUiText } from '../ui-text.tsx';
import { describeError, type ErrorDescription } from './describe-error.ts';
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

/**
 * Says what failed and why, what to do, offers to try again, and has the
 * details with a log id to quote. Where the session has ended it offers to sign
 * in; where a permission is missing, trying again is not offered.
 */
export function ErrorState({ title, error, hint, onRetry, action }: ErrorStateProps) {
  const text = useUiText();
  const { message, reason, logId, details } = describeError(error, text);
  const advice = hint ?? (reason === 'unreachable' ? text.unreachableHint : undefined);
  return (
    <div role="alert" className={classes['error']}>
      {reason === 'forbidden' ? <IconLock size={18} /> : <IconAlertCircle size={18} />}
      <div className={classes['body']}>
        <div className={classes['title']}>{title ?? message}</div>
        {title !== undefined && <p className={classes['text']}>{message}</p>}
        {advice !== undefined && <p className={classes['text']}>{advice}</p>}
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
        <Actions reason={reason} onRetry={onRetry}>
          {action}
        </Actions>
      </div>
    </div>
  );
}

function Actions({
  reason,
  onRetry,
  children,
}: {
  reason: ErrorDescription['reason'];
  onRetry: (() => void) | undefined;
  children: ReactNode;
}) {
  const text = useUiText();
  const canRetry = onRetry !== undefined && reason !== 'signedOut' && reason !== 'forbidden';
  if (!canRetry && reason !== 'signedOut' && children === undefined) return null;
  return (
    <div className={classes['actions']}>
      {reason === 'signedOut' && (
        <Button leftSection={<IconLogin size={14} />} onClick={() => window.location.reload()}>
          {text.signIn}
        </Button>
      )}
      {canRetry && (
        <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          {text.retry}
        </Button>
      )}
      {children}
    </div>
  );
}
