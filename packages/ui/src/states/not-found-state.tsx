import type { ReactNode } from 'react';
import { IconCompass } from '../icons.ts';
import { Link } from '../link.tsx';
import { useUiText } from '../ui-text.tsx';
import { EmptyState } from './empty-state.tsx';
import classes from './state.module.css';

/** Says that there is nothing here, with near matches and an explanation where there are any. */
export function NotFoundState({
  title,
  text: explanation,
  matches = [],
  action,
  isPage,
}: {
  title?: string | undefined;
  text?: ReactNode;
  /** What may have been meant. */
  matches?: readonly { title: ReactNode; to: string }[];
  action?: ReactNode;
  /** It is all that the page has. */
  isPage?: boolean | undefined;
}) {
  const text = useUiText();
  return (
    <EmptyState
      icon={IconCompass}
      isPage={isPage}
      title={title ?? text.notFoundTitle}
      text={
        <>
          {isPage && <meta name="robots" content="noindex" />}
          {explanation ?? text.notFoundText}
        </>
      }
      action={
        <div className={classes['choices']}>
          {matches.length > 0 && (
            <div>
              <p className={classes['text']}>{text.didYouMean}</p>
              <ul className={classes['matches']}>
                {matches.map(match => (
                  <li key={match.to}>
                    <Link to={match.to}>{match.title}</Link>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {action && <div className={classes['ways']}>{action}</div>}
        </div>
      }
    />
  );
}
