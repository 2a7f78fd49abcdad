import { useEffect, useState } from 'react';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, LoadingState, RelativeTime } from '@portico/ui';
import { visitsApiRef, type Visit } from '../../react/visits-api.ts';
import { homeTranslationRef } from '../home-translation.ts';
import classes from '../home.module.css';

/** The pages that the user was at last. */
export function RecentVisits() {
  return <Visits orderBy="timestamp" />;
}

/** The pages that the user is at most. */
export function MostVisits() {
  return <Visits orderBy="hits" />;
}

function Visits({ orderBy }: { orderBy: 'timestamp' | 'hits' }) {
  const { t } = useTranslationRef(homeTranslationRef);
  const visits = useVisits(orderBy);
  if (!visits) return <LoadingState />;
  if (visits.length === 0) return <p className={classes['hint']}>{t('noVisits')}</p>;
  return (
    <ul className={classes['visits']}>
      {visits.map(visit => (
        <li key={visit.id} className={classes['visit']}>
          <Link to={visit.pathname}>{visit.name}</Link>
          <span className={classes['when']}>
            {orderBy === 'hits' ? t('times', { count: visit.hits }) : <RelativeTime date={visit.timestamp} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useVisits(orderBy: 'timestamp' | 'hits'): Visit[] | undefined {
  const api = useApi(visitsApiRef);
  const [visits, setVisits] = useState<Visit[]>();
  useEffect(() => {
    let isCurrent = true;
    const load = (): void => void api.list({ orderBy }).then(found => isCurrent && setVisits(found));
    load();
    const subscription = api.changes$().subscribe(load);
    return () => {
      isCurrent = false;
      subscription.unsubscribe();
    };
  }, [api, orderBy]);
  return visits;
}
