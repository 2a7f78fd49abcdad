import { useMemo, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { SearchField } from '@portico/ui';
import { IconArrowLeft } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { filterOutline, type OutlineGroup } from './filter-outline.ts';
import { OutlineList } from './outline-list.tsx';
import classes from './outline.module.css';

const selectedParam = 'show';

/** A list of what is in a definition, and beside it what is chosen in it. The choice is in the URL. */
export function OutlineView({
  label,
  groups,
  overview,
  render,
}: {
  /** What the list is about, for those who do not see it. */
  label: string;
  groups: readonly OutlineGroup[];
  /** Shown while nothing is chosen. */
  overview: ReactNode;
  /** Shows an entry; `undefined` for an id that is not known. */
  render(id: string): ReactNode;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState('');
  const shown = useMemo(() => filterOutline(groups, text), [groups, text]);
  const selected = params.get(selectedParam) ?? undefined;
  const detail = selected === undefined ? undefined : render(selected);
  const toSearch = (id: string | undefined): string => {
    const next = new URLSearchParams(params);
    if (id === undefined) next.delete(selectedParam);
    else next.set(selectedParam, id);
    return `?${next}`;
  };
  return (
    <div className={classes['frame']} data-detail={detail !== undefined || undefined}>
      <div className={classes['side']}>
        <SearchField label={t('search')} value={text} onChange={setText} />
        <OutlineList label={label} groups={shown} selected={selected} toSearch={toSearch} />
        {shown.length === 0 && <p className={classes['nothing']}>{t('nothingFound', { text })}</p>}
      </div>
      <div className={classes['detail']}>
        {detail === undefined ? (
          overview
        ) : (
          <>
            <Button
              className={classes['back'] ?? ''}
              variant="default"
              leftSection={<IconArrowLeft size={14} />}
              onClick={() => setParams(new URLSearchParams(toSearch(undefined)))}
            >
              {t('overview')}
            </Button>
            {detail}
          </>
        )}
      </div>
    </div>
  );
}
