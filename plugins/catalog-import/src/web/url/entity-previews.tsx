import { stringifyEntityRef } from '@portico/catalog-model/refs';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { CatalogEntityLink, specText } from '@portico/plugin-catalog/react';
import { DataTable, EntityLink, Tag, type TableColumn } from '@portico/ui';
import type { AnalyzedEntity, AnalyzedLocation } from '../../react/catalog-import-api.ts';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';

/** What a file declares, before it is registered; of one that is registered, with links. */
export function EntityPreviews({ location }: { location: AnalyzedLocation }) {
  const { t } = useTranslationRef(importTranslationRef);
  const columns: TableColumn<AnalyzedEntity>[] = [
    {
      id: 'name',
      title: t('url.name'),
      render: ({ entity, kind, name }) =>
        location.exists ? (
          <CatalogEntityLink entity={entity} />
        ) : (
          <EntityLink kind={kind} title={entity.metadata.title ?? name} />
        ),
    },
    { id: 'kind', title: t('url.kind'), width: '120px', render: ({ kind }) => kind },
    {
      id: 'type',
      title: t('url.type'),
      width: '140px',
      hideBelow: 'medium',
      render: ({ entity }) => {
        const type = specText(entity, 'type');
        return type !== undefined && <Tag>{type}</Tag>;
      },
    },
    {
      id: 'owner',
      title: t('url.owner'),
      width: '180px',
      hideBelow: 'medium',
      render: ({ entity }) => specText(entity, 'owner'),
    },
  ];
  return (
    <DataTable
      label={t('url.entities', { target: location.target })}
      columns={columns}
      rows={location.entities}
      rowKey={row => stringifyEntityRef(row)}
      empty={<p className={classes['soft']}>{t('url.nothing')}</p>}
    />
  );
}
