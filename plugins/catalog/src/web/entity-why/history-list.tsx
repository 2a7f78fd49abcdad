import { useState } from 'react';
import { Button, UnstyledButton } from '@mantine/core';
import type { EntityChange } from '@portico/catalog-client';
import { isEntityRef } from '@portico/catalog-model/refs';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { ErrorState, LoadingState, RelativeTime, Tag } from '@portico/ui';
import { EntityRefLink } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { toChangeRows, type ChangeRow } from './change-rows.ts';
import { useHistory } from './explanation-queries.ts';
import { describePlace } from './source-place.ts';
import { PlaceLink } from './fault-list.tsx';
import classes from './why.module.css';

const mostRows = 6;
const mostTexts = 8;

/** What has changed, the latest first: when, through what, by whom, and each field before and after. */
export function HistoryList({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory(entityRef);
  if (error && !data)
    return <ErrorState title={t('history.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState lines={3} />;
  const changes = data.pages.flatMap(page => page.items);
  if (changes.length === 0) return <p className={classes['hint']}>{t('history.none')}</p>;
  return (
    <>
      <ol className={classes['history']}>
        {changes.map(change => (
          <li key={change.id}>
            <Change change={change} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </>
  );
}

const levels = { created: 'ok', updated: 'info', removed: 'error' } as const;

function Change({ change }: { change: EntityChange }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const rows = toChangeRows(change.diff);
  const shown = isOpen ? rows : rows.slice(0, mostRows);
  return (
    <>
      <div className={classes['changeHead']}>
        <Tag level={levels[change.type]}>{t(`history.${change.type}`)}</Tag>
        <RelativeTime date={change.at} />
        <span className={classes['hint']}>
          <Cause change={change} />
        </span>
      </div>
      {shown.map(row => (
        <Row key={row.field} row={row} />
      ))}
      {rows.length > shown.length && (
        <UnstyledButton className={classes['more'] ?? ''} onClick={() => setOpen(true)}>
          {t('history.moreFields', { count: rows.length - shown.length })}
        </UnstyledButton>
      )}
    </>
  );
}

function Cause({ change: { cause, actor } }: { change: EntityChange }) {
  const { t } = useTranslationRef(entityTranslationRef);
  return (
    <>
      {t(`cause.${cause.type}`)}{' '}
      {cause.type === 'location' ? (
        <PlaceLink place={describePlace(cause.name)} />
      ) : (
        <code>{cause.name}</code>
      )}
      {actor !== undefined && (
        <>
          {' · '}
          {isEntityRef(actor) ? <EntityRefLink entityRef={actor} /> : <code>{actor}</code>}
        </>
      )}
    </>
  );
}

function Row({ row }: { row: ChangeRow }) {
  return (
    <div className={classes['changeRow']}>
      <code className={classes['field']}>{row.field}</code>
      <div className={row.isFault ? `${classes['texts']} ${classes['faults']}` : classes['texts']}>
        <Texts texts={row.removed} Element="del" />
        <Texts texts={row.added} Element="ins" />
      </div>
    </div>
  );
}

function Texts({ texts, Element }: { texts: readonly string[]; Element: 'del' | 'ins' }) {
  const rest = texts.length - mostTexts;
  return (
    <>
      {texts.slice(0, mostTexts).map((text, index) => (
        <Element key={index} dir="auto">
          {text === '' ? '\u00a0' : text}
        </Element>
      ))}
      {rest > 0 && <Element>+ {rest}</Element>}
    </>
  );
}
