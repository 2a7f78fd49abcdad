import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  catalogApiRef,
  catalogQueryKey,
  titleOf,
  toEntityRef,
  useKindName,
} from '@portico/plugin-catalog/react';
import { Content, ErrorState, KindIcon, LoadingState, Notice, SearchField } from '@portico/ui';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import classes from './graph-page.module.css';

const shown = 12;
const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
  'spec.type',
];

/** Where the map may begin: a field to find an entity with, and the domains and systems to begin with. */
export function RootPicker({
  fault,
  onPick,
}: {
  /** What the address has in place of an entity ref. */
  fault?: string | undefined;
  onPick(ref: string): void;
}) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const kindName = useKindName();
  const catalog = useApi(catalogApiRef);
  const [text, setText] = useState('');
  const term = text.trim();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'graph roots', term],
    queryFn: async ({ signal }) =>
      (
        await catalog.queryEntities(
          term === ''
            ? {
                filter: { kind: ['domain', 'system'] },
                orderFields: { field: 'kind', order: 'asc' },
                limit: shown,
                fields,
              }
            : {
                fullTextFilter: {
                  term,
                  fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'],
                },
                limit: shown,
                fields,
              },
          { signal },
        )
      ).items,
  });
  return (
    <Content>
      <div className={classes['picker']}>
        {fault !== undefined && <Notice level="error" title={t('noRef', { text: fault })} />}
        <h2 className={classes['pickerTitle']}>{t('pickTitle')}</h2>
        <p className={classes['pickerText']}>{t('pickText')}</p>
        <SearchField label={t('pick')} value={text} onChange={setText} />
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {isPending && !error && <LoadingState lines={5} />}
        {data && data.length === 0 && term !== '' && (
          <p className={classes['pickerText']} role="status">
            {t('pickNothing', { text: term })}
          </p>
        )}
        {data && data.length > 0 && (
          <>
            {term === '' && <p className={classes['pickerText']}>{t('start')}</p>}
            <ul className={classes['roots']}>
              {data.map(entity => {
                const ref = toEntityRef(entity);
                return (
                  <li key={ref}>
                    <button type="button" className={classes['root']} onClick={() => onPick(ref)}>
                      <KindIcon kind={entity.kind} size={16} />
                      <span className={classes['rootName']} dir="auto">
                        {titleOf(entity)}
                      </span>
                      <span className={classes['rootKind']}>{kindName(entity.kind)}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </Content>
  );
}
