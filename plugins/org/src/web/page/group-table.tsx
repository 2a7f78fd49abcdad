import type { CSSProperties, ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { useRouteRef, useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogIndexRouteRef, useEntityPath } from '@portico/plugin-catalog/react';
import { DataTable, EntityLink, Link, Tag, useUiText, type TableColumn } from '@portico/ui';
import { IconChevronDown, IconChevronRight } from '@portico/ui/icons';
import { toCatalogQuery } from '../model/catalog-path.ts';
import type { TreeGroup, TreeLine } from '../model/group-tree.ts';
import { orgTranslationRef } from '../org-translation.ts';
import classes from './page.module.css';

/** The lines of the tree of groups. */
export function GroupTable({
  lines,
  isLoading,
  onToggle,
  empty,
}: {
  lines: readonly TreeLine[];
  isLoading: boolean;
  onToggle(group: TreeGroup, level: number): void;
  empty: string | undefined;
}) {
  const { t } = useTranslationRef(orgTranslationRef);
  const toPath = useEntityPath();
  const columns: TableColumn<TreeLine>[] = [
    {
      id: 'group',
      title: t('group'),
      render: ({ group, level, isOpen }) => (
        <span className={classes['group']} style={{ paddingInlineStart: level * 20 }}>
          {group.children.length > 0 ? (
            <ActionIcon
              size="sm"
              aria-expanded={isOpen}
              aria-label={t(isOpen ? 'collapse' : 'expand', { name: group.title })}
              onClick={event => {
                event.stopPropagation();
                onToggle(group, level);
              }}
            >
              {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            </ActionIcon>
          ) : (
            <span className={classes['leaf']} />
          )}
          <EntityLink kind="group" title={group.title} to={toPath(group.ref)} />
        </span>
      ),
    },
    {
      id: 'type',
      title: t('type'),
      width: '160px',
      hideBelow: 'medium',
      render: ({ group }) => (group.type === undefined ? null : <Tag>{group.type}</Tag>),
    },
    {
      id: 'members',
      title: t('members'),
      width: '110px',
      align: 'end',
      hideBelow: 'medium',
      render: ({ group }) => <Count count={group.members} />,
    },
    {
      id: 'owns',
      title: t('owns'),
      width: '110px',
      align: 'end',
      render: ({ group, level }) => (
        <Figures level={level}>
          <span className={classes['narrow']}>
            {t('members')} <Count count={group.members} /> · {t('ownsInAll')}{' '}
            <Count count={group.ownedInAll} /> · {t('owns')}{' '}
          </span>
          <Owned group={group} />
        </Figures>
      ),
    },
    {
      id: 'ownsInAll',
      title: t('ownsInAll'),
      width: '120px',
      align: 'end',
      hideBelow: 'medium',
      render: ({ group }) => <Count count={group.ownedInAll} />,
    },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={lines}
      rowKey={({ group }) => group.ref}
      total={lines.length}
      isLoading={isLoading}
      empty={empty}
    />
  );
}

/** In a list, what else the columns say stands with it, below the name of the group. */
function Figures({ level, children }: { level: number; children: ReactNode }) {
  const style = { '--portico-level': level } as CSSProperties;
  return (
    <span className={classes['owns']} style={style}>
      {children}
    </span>
  );
}

function Owned({ group }: { group: TreeGroup }) {
  const toIndex = useRouteRef(catalogIndexRouteRef);
  const query = toCatalogQuery({ owners: [group.ref] });
  if (!toIndex || query === undefined || group.owned === 0) return <Count count={group.owned} />;
  return (
    <Link to={`${toIndex()}?${query}`}>
      <Count count={group.owned} />
    </Link>
  );
}

/** Nothing is said quietly. */
function Count({ count }: { count: number }) {
  const { locale } = useUiText();
  return (
    <span className={count === 0 ? classes['zero'] : classes['number']}>{count.toLocaleString(locale)}</span>
  );
}
