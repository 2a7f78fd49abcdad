import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import type { Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, DataTable, ErrorState, Tag, useUiText, type TableColumn } from '@portico/ui';
import { specText } from '../../react/entity-names.ts';
import { CatalogEntityLink, EntityRefLink } from '../../react/entity-ref-link.tsx';
import { EntityRefList } from '../../react/entity-ref-list.tsx';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './cards.module.css';
import { toOwnerRef } from './to-owner-ref.ts';
import { useRelationRows, type RelationRow } from './use-relation-rows.ts';

const shownAtFirst = 8;

/** A card with the entities of some refs: some at first, thousands on demand. */
export function RelatedTable({
  title,
  refs,
  via,
}: {
  title: string;
  refs: readonly string[];
  /** What some of them are related through, for a column that tells it. */
  via?: ReadonlyMap<string, readonly string[]> | undefined;
}) {
  const { t } = useTranslationRef(entityTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { rows, error, retry, hasMore, isLoading, loadMore } = useRelationRows(
    refs,
    isOpen ? refs.length : shownAtFirst,
  );
  const number = refs.length.toLocaleString(useUiText().locale);
  return (
    <Card
      title={
        <>
          {title} <span className={classes['count']}>{number}</span>
        </>
      }
      isFlush
    >
      {error && <ErrorState title={t('relation.failed')} error={error} onRetry={retry} />}
      <DataTable
        label={title}
        columns={useColumns(rows, via)}
        rows={rows}
        rowKey={row => row.ref}
        total={refs.length}
        isLoading={isLoading}
        hasMore={hasMore}
        onLoadMore={loadMore}
      />
      {!isOpen && refs.length > shownAtFirst && (
        <UnstyledButton className={classes['showAll'] ?? ''} onClick={() => setOpen(true)}>
          {t('relation.showAll', { number })}
        </UnstyledButton>
      )}
    </Card>
  );
}

function useColumns(
  rows: readonly RelationRow[],
  via: ReadonlyMap<string, readonly string[]> | undefined,
): TableColumn<RelationRow>[] {
  const { t } = useTranslationRef(entityTranslationRef);
  const hasTypes = rows.some(({ entity }) => entity && specText(entity, 'type') !== undefined);
  return [
    {
      id: 'name',
      title: t('relation.name'),
      render: ({ ref, entity }) =>
        entity ? <CatalogEntityLink entity={entity} /> : <EntityRefLink entityRef={ref} />,
    },
    ...(hasTypes
      ? [
          {
            id: 'type',
            title: t('about.type'),
            width: '150px',
            render: ({ entity }: RelationRow) => entity && <TypeTag entity={entity} />,
          },
        ]
      : []),
    {
      id: 'owner',
      title: t('about.owner'),
      width: '180px',
      // Through what they use it says more, where there is not room for both.
      ...(via && via.size > 0 && { hideBelow: 'medium' as const }),
      render: ({ entity }) => entity && <Owner entity={entity} />,
    },
    ...(via && via.size > 0
      ? [
          {
            id: 'via',
            title: t('relation.through'),
            width: '170px',
            render: ({ ref }: RelationRow) => <Via refs={via.get(ref) ?? []} />,
          },
        ]
      : []),
  ];
}

function Via({ refs }: { refs: readonly string[] }) {
  return refs.length === 0 ? null : <EntityRefList entityRefs={refs} limit={2} />;
}

function TypeTag({ entity }: { entity: Entity }) {
  const type = specText(entity, 'type');
  return type === undefined ? null : <Tag>{type}</Tag>;
}

function Owner({ entity }: { entity: Entity }) {
  const owner = specText(entity, 'owner');
  if (owner === undefined) return null;
  const ref = toOwnerRef(owner, entity);
  return ref === undefined ? owner : <EntityRefLink entityRef={ref} />;
}
