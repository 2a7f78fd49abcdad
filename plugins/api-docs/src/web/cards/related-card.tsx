import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model/refs';
import type { Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import {
  CatalogEntityLink,
  EntityRefLink,
  EntityRefList,
  relatedRefs,
  specText,
  useEntity,
  useRelatedEntities,
} from '@portico/plugin-catalog/react';
import { Card, DataTable, ErrorState, Tag, type TableColumn } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from './cards.module.css';

/** What a card about APIs, or those who have to do with one, shows. */
export interface RelatedCardProps {
  titleKey: 'hasApis' | 'providedApis' | 'consumedApis' | 'providingComponents' | 'consumingComponents';
  /** The type of the relation. */
  relation: string;
  /** The kind at the other end. */
  kind: string;
  /** The field that makes such a relation. */
  field: string;
  /** The field belongs into the entities at the other end. */
  isOfOthers?: boolean;
}

const shownAtFirst = 8;
const shownFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
];

/** The entities at the other end of a relation; without any, which field to add. */
export function RelatedCard({ titleKey, relation, kind, field, isOfOthers = false }: RelatedCardProps) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { entity } = useEntity();
  const filter = { type: relation, kind };
  const [isOpen, setOpen] = useState(false);
  const {
    entities = [],
    missing,
    loading,
    error,
    retry,
  } = useRelatedEntities(entity, {
    ...filter,
    fields: shownFields,
  });
  const count = relatedRefs(entity, filter).length;
  const title = t(`card.${titleKey}`);
  if (count === 0) {
    return (
      <Card title={title}>
        <p className={classes['none']}>
          {t(isOfOthers ? 'card.toOthers' : 'card.none')} <code>{field}</code>.
        </p>
      </Card>
    );
  }
  return (
    <Card
      title={
        <>
          {title} <span className={classes['count']}>{count.toLocaleString()}</span>
        </>
      }
      isFlush
    >
      {error && <ErrorState title={t('card.failed')} error={error} onRetry={retry} />}
      <DataTable
        label={title}
        columns={useColumns()}
        rows={isOpen ? entities : entities.slice(0, shownAtFirst)}
        rowKey={row => stringifyEntityRef(row)}
        total={entities.length}
        isLoading={loading}
      />
      {missing.length > 0 && (
        <div className={classes['missing']}>
          <EntityRefList entityRefs={missing} />
        </div>
      )}
      {!isOpen && entities.length > shownAtFirst && (
        <UnstyledButton className={classes['all'] ?? ''} onClick={() => setOpen(true)}>
          {t('card.all', { count: entities.length })}
        </UnstyledButton>
      )}
    </Card>
  );
}

function useColumns(): TableColumn<Entity>[] {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return [
    { id: 'name', title: t('card.name'), render: entity => <CatalogEntityLink entity={entity} /> },
    { id: 'type', title: t('card.type'), width: '120px', render: entity => <TypeTag entity={entity} /> },
    { id: 'owner', title: t('card.owner'), width: '180px', render: entity => <Owner entity={entity} /> },
  ];
}

/** The `spec.type` of an entity. */
export function TypeTag({ entity }: { entity: Entity }) {
  const type = specText(entity, 'type');
  return type === undefined ? null : <Tag>{type}</Tag>;
}

/** The owner of an entity; as it is written where that is no ref. */
export function Owner({ entity }: { entity: Entity }) {
  const owner = specText(entity, 'owner');
  if (owner === undefined) return null;
  const defaults = { defaultKind: 'Group', defaultNamespace: entity.metadata.namespace };
  return isRef(owner, defaults) ? <EntityRefLink entityRef={owner} {...defaults} /> : owner;
}

function isRef(text: string, defaults: Parameters<typeof parseEntityRef>[1]): boolean {
  try {
    parseEntityRef(text, defaults);
    return true;
  } catch {
    return false;
  }
}
