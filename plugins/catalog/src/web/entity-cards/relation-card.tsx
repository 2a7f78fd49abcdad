import { useMemo, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import type { Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, DataTable, ErrorState, Tag, useUiText, type TableColumn } from '@portico/ui';
import {
  CatalogEntityLink,
  EntityRefLink,
  EntityRefList,
  relatedRefs,
  specText,
  useEntity,
} from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './cards.module.css';
import { MissingField } from './missing-field.tsx';
import { toOwnerRef } from './to-owner-ref.ts';
import { useRelationRows, type RelationRow } from './use-relation-rows.ts';

/** What a card about one type of relation shows. */
export interface RelationCardProps {
  titleKey:
    | 'dependsOnComponents'
    | 'dependsOnResources'
    | 'dependents'
    | 'hasSystems'
    | 'hasSubdomains'
    | 'hasComponents'
    | 'hasResources'
    | 'hasSubcomponents';
  /** The type of the relation. */
  relation: string;
  /** The kind at the other end; any unless given. */
  kind?: string;
  /** The field that makes such a relation, for those who have none. */
  field: string;
  /** The field belongs into the entities at the other end. */
  isOfOthers?: boolean;
  /** The type of the relation to what others may use it through, which they then name instead. */
  through?: string;
}

const shownAtFirst = 8;

/** The entities at the other end of a relation: some at first, thousands on demand. */
export function RelationCard({ titleKey, relation, kind, field, isOfOthers, through }: RelationCardProps) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { entity } = useEntity();
  const [isOpen, setOpen] = useState(false);
  const refs = useMemo(() => relatedRefs(entity, { type: relation, kind }), [entity, relation, kind]);
  const { rows, error, retry, hasMore, isLoading, loadMore } = useRelationRows(
    refs,
    isOpen ? refs.length : shownAtFirst,
  );
  const title = t(`relation.${titleKey}`);
  const number = refs.length.toLocaleString(useUiText().locale);
  if (refs.length === 0) {
    return (
      <Card title={title}>
        <MissingField field={field} isOfOthers={isOfOthers} />
        {through !== undefined && <Through relation={through} />}
      </Card>
    );
  }
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
        columns={useColumns(rows)}
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

/** What others use the entity through: who they are is told there. */
function Through({ relation }: { relation: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const refs = relatedRefs(useEntity().entity, { type: relation });
  if (refs.length === 0) return null;
  return (
    <div className={classes['through']}>
      {t('relation.through')} <EntityRefList entityRefs={refs} limit={shownAtFirst} />
    </div>
  );
}

function useColumns(rows: readonly RelationRow[]): TableColumn<RelationRow>[] {
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
      render: ({ entity }) => entity && <Owner entity={entity} />,
    },
  ];
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
