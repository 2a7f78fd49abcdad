import type { ReactNode } from 'react';
import type { Entity } from '@portico/catalog-model';
import type { TableColumn } from '@portico/ui';
import { KindIcon, Tag } from '@portico/ui';
import { specText } from '../../react/entity-names.ts';
import { EntityRefLink } from '../../react/entity-ref-link.tsx';
import { EntityRefList } from '../../react/entity-ref-list.tsx';
import { StarButton } from '../../react/star-button.tsx';
import { useKindName } from '../../react/use-kind-name.ts';
import classes from './index-page.module.css';
import { NameCell } from './name-cell.tsx';
import type { OwnColumns } from './own-columns.tsx';
import { isSortable } from './sort-field.ts';
import { texts } from './texts.ts';

/** What a column is, but for the words in its header and whether it sorts. */
type ColumnDefinition = Omit<TableColumn<Entity>, 'id' | 'title' | 'isSortable'>;

const mostTags = 3;

/** All columns that the list can have. */
const definitions = {
  name: { width: '27%', render: entity => <NameCell entity={entity} /> },
  kind: {
    width: '130px',
    render: ({ kind }) => <Kind kind={kind} />,
  },
  owner: { render: refCell('owner', 'group') },
  type: { width: '98px', render: textCell('type') },
  lifecycle: {
    width: '112px',
    hideBelow: 'medium',
    render: textCell('lifecycle'),
  },
  system: { hideBelow: 'medium', render: refCell('system', 'system') },
  domain: { render: refCell('domain', 'domain') },
  parent: { render: refCell('parent', 'group') },
  memberOf: { render: entity => <Members entity={entity} /> },
  email: { hideBelow: 'medium', render: profileEmail },
  description: {
    hideBelow: 'wide',
    render: ({ metadata }) => (
      <span className={classes['soft']} title={metadata.description?.slice(0, 300)} dir="auto">
        {metadata.description}
      </span>
    ),
  },
  tags: { hideBelow: 'wide', render: ({ metadata }) => <Tags tags={metadata.tags ?? []} /> },
  namespace: {
    width: '120px',
    hideBelow: 'medium',
    render: ({ metadata }) => metadata.namespace ?? 'default',
  },
  target: { render: targets },
  star: { width: '76px', hideBelow: 'medium', render: entity => <StarButton entity={entity} /> },
} satisfies Record<string, ColumnDefinition>;

/** The id of a column. */
export type ColumnId = keyof typeof definitions;

interface KindColumns<Id extends string = ColumnId> {
  shown: Id[];
  /** May be shown as well. */
  more: Id[];
}

const service: KindColumns = {
  shown: ['name', 'owner', 'type', 'lifecycle', 'system', 'description', 'star'],
  more: ['tags', 'namespace'],
};
const others: KindColumns = {
  shown: ['name', 'kind', 'owner', 'type', 'description', 'star'],
  more: ['lifecycle', 'system', 'tags', 'namespace'],
};
const byKind: Record<string, KindColumns> = {
  component: service,
  api: service,
  resource: {
    shown: ['name', 'owner', 'type', 'system', 'description', 'star'],
    more: ['lifecycle', 'tags', 'namespace'],
  },
  system: { shown: ['name', 'owner', 'domain', 'description', 'star'], more: ['type', 'tags', 'namespace'] },
  domain: { shown: ['name', 'owner', 'description', 'star'], more: ['type', 'parent', 'tags', 'namespace'] },
  group: { shown: ['name', 'type', 'parent', 'description', 'star'], more: ['email', 'tags', 'namespace'] },
  user: { shown: ['name', 'email', 'memberOf', 'star'], more: ['description', 'tags', 'namespace'] },
  template: { shown: ['name', 'owner', 'type', 'description', 'star'], more: ['tags', 'namespace'] },
  location: { shown: ['name', 'type', 'target', 'star'], more: ['namespace'] },
};

const mostOwnShown = 4;

/**
 * The columns for a kind, all that it can have, and those that are not shown
 * unless they are chosen. What the model adds is shown of kinds that are not
 * built in, and may be chosen of those that are.
 */
export function columnsFor(
  kind: string | undefined,
  titleOf: (id: ColumnId) => string,
  own?: OwnColumns,
): { columns: TableColumn<Entity>[]; hiddenAtFirst: string[] } {
  const { shown, more } = planColumns(kind, own);
  const inOrder = [...shown.filter(id => id !== 'star'), ...more, 'star'];
  const columns = inOrder.flatMap((id): TableColumn<Entity>[] => {
    if (!isColumnId(id)) return own?.columns.filter(column => column.id === id) ?? [];
    const column: ColumnDefinition = definitions[id];
    return [{ ...column, id, title: titleOf(id), isSortable: isSortable(id) }];
  });
  return { columns, hiddenAtFirst: more };
}

function planColumns(kind: string | undefined, own: OwnColumns | undefined): KindColumns<string> {
  const ownIds = own?.columns.map(({ id }) => id) ?? [];
  const builtIn = kind !== undefined && Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
  if (builtIn) return { shown: builtIn.shown, more: [...builtIn.more, ...ownIds] };
  if (!own) return others;
  const declared = (...ids: ColumnId[]): ColumnId[] => ids.filter(id => own.fieldNames.includes(id));
  const first = declared('owner', 'type', 'lifecycle');
  return {
    shown: ['name', ...first, ...ownIds.slice(0, mostOwnShown), 'description', 'star'],
    more: [...ownIds.slice(mostOwnShown), ...declared('system', 'domain', 'parent'), 'tags', 'namespace'],
  };
}

function isColumnId(id: string): id is ColumnId {
  return Object.hasOwn(definitions, id);
}

function Kind({ kind }: { kind: string }) {
  return (
    <span className={classes['kind']}>
      <KindIcon kind={kind} size={14} /> {useKindName()(kind)}
    </span>
  );
}

function refCell(key: string, defaultKind: string) {
  return (entity: Entity): ReactNode => {
    const ref = specText(entity, key);
    if (ref === undefined) return null;
    return (
      <EntityRefLink
        entityRef={ref}
        defaultKind={defaultKind}
        defaultNamespace={entity.metadata.namespace}
        className={classes['ref']}
      />
    );
  };
}

function textCell(key: string) {
  return (entity: Entity): ReactNode => <span dir="auto">{specText(entity, key)}</span>;
}

function profileEmail({ spec }: Entity): ReactNode {
  const profile = spec?.['profile'];
  const isObject = typeof profile === 'object' && profile !== null && !Array.isArray(profile);
  return isObject && typeof profile['email'] === 'string' ? profile['email'] : null;
}

function Members({ entity }: { entity: Entity }) {
  const refs = texts(entity.spec?.['memberOf']);
  if (refs.length === 0) return null;
  return (
    <EntityRefList
      entityRefs={refs}
      limit={2}
      defaultKind="group"
      defaultNamespace={entity.metadata.namespace}
    />
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  const rest = tags.length - mostTags;
  return (
    <span className={classes['tags']} title={tags.slice(0, 30).join(', ')}>
      {tags.slice(0, mostTags).map(tag => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {rest > 0 && <span className={classes['soft']}>+{rest}</span>}
    </span>
  );
}

function targets({ spec }: Entity): ReactNode {
  const all = [...texts(spec?.['target']), ...texts(spec?.['targets'])];
  return (
    <span className={classes['soft']} title={all.slice(0, 5).join('\n')}>
      {all.slice(0, 3).join(', ')}
    </span>
  );
}
