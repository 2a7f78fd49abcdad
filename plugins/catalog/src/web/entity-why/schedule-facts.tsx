import type { EntityExplanation } from '@portico/catalog-client';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { RelativeTime, StatusDot } from '@portico/ui';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { PlaceLink } from './fault-list.tsx';
import { describePlace } from './source-place.ts';
import classes from './why.module.css';

const times = ['lastProcessedAt', 'lastSuccessAt', 'lastChangedAt', 'nextCheckAt', 'firstSeenAt'] as const;

/** When an entity was looked at and will be, and how the last reading of its file went. */
export function ScheduleFacts({ explanation: { schedule, fetch } }: { explanation: EntityExplanation }) {
  const { t } = useTranslationRef(entityTranslationRef);
  return (
    <div className={classes['stack']}>
      <dl className={classes['times']}>
        {times.map(key => {
          const at = schedule[key];
          return at === undefined ? null : (
            <div key={key}>
              <dt>{t(`schedule.${key}`)}</dt>
              <dd>
                <RelativeTime date={at} {...(key === 'nextCheckAt' && { soonText: t('schedule.soon') })} />
              </dd>
            </div>
          );
        })}
      </dl>
      {fetch && (
        <div className={classes['fetch']}>
          <StatusDot level={fetch.outcome === 'failed' ? 'error' : 'ok'}>
            {t(`fetch.${fetch.outcome}`)}
          </StatusDot>
          <PlaceLink place={describePlace(fetch.location)} />
          <span className={classes['hint']}>
            <RelativeTime date={fetch.at} />
            {fetch.status !== undefined && ` · ${fetch.status}`}
            {fetch.durationMs !== undefined && ` · ${Math.round(fetch.durationMs)} ms`}
            {fetch.nextAt !== undefined && (
              <>
                {` · ${t('fetch.next')} `}
                <RelativeTime date={fetch.nextAt} soonText={t('schedule.soon')} />
              </>
            )}
          </span>
        </div>
      )}
      <p className={classes['hint']}>{t(`reason.${schedule.code}`)}</p>
    </div>
  );
}
