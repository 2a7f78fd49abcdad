import { useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, ErrorState } from '@portico/ui';
import { IconAlertCircle } from '@portico/ui/icons';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';
import { ProblemList } from '../problem-list.tsx';
import { describeFault, type UrlFault } from './describe-fault.ts';

/** The catalog's own words would say once more what the title and the hint do. */
const saidByTitle: ReadonlySet<UrlFault['code']> = new Set([
  'not-a-url',
  'scheme',
  'not-allowed',
  'not-found',
  'not-a-file',
]);

/** Says what is wrong with a URL or its file, and what can be done. */
export function UrlFaultView({ error }: { error: unknown }) {
  const { t } = useTranslationRef(importTranslationRef);
  const { reason } = describeError(error);
  // The URL is not to blame.
  if (reason === 'unreachable' || reason === 'signedOut') return <ErrorState error={error} />;
  const { code, message, problems, place } = describeFault(error);
  return (
    <div role="alert" className={classes['fault']}>
      <IconAlertCircle size={18} />
      <div className={classes['faultBody']}>
        <div className={classes['faultTitle']}>{t(`fault.title.${code}`)}</div>
        {message !== undefined && !saidByTitle.has(code) && <p>{message}</p>}
        {problems.length > 0 && <ProblemList problems={problems} />}
        {place !== undefined && saidByTitle.has(code) && (
          <p>
            <code>{place}</code>
          </p>
        )}
        <p className={classes['soft']}>{t(`fault.hint.${code}`)}</p>
      </div>
    </div>
  );
}
