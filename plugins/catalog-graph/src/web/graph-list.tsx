import { useMemo } from 'react';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useEntityPath, useKindName, useRelationWords } from '@portico/plugin-catalog/react';
import { DataTable, EntityLink, Link, type TableColumn } from '@portico/ui';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import classes from './graph-page.module.css';
import { nodeTitle, type DrawnGraph } from './model/drawn-graph.ts';

const mostWords = 4;

/** The map as text: what there is, how far away, and what it has to do with what is nearer. */
export default function GraphList({
  graph,
  found,
  toPath,
}: {
  graph: DrawnGraph;
  found: ReadonlySet<string> | undefined;
  toPath(node: EntityGraphNode): string;
}) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const toEntityPath = useEntityPath();
  const sentences = useSentences(graph);
  const rows = graph.nodes.filter(({ entityRef }) => found?.has(entityRef) ?? true);
  const kindName = useKindName();
  const columns: TableColumn<EntityGraphNode>[] = [
    {
      id: 'entity',
      title: t('columnEntity'),
      render: node => (
        <EntityLink
          kind={node.kind}
          title={nodeTitle(node)}
          to={toEntityPath(node.entityRef)}
          isMissing={node.isMissing}
        />
      ),
    },
    {
      id: 'kind',
      title: t('columnKind'),
      width: '180px',
      hideBelow: 'medium',
      render: ({ kind, type }) => [kindName(kind), type].filter(Boolean).join(' · '),
    },
    {
      id: 'relations',
      title: t('columnRelations'),
      render: ({ entityRef }) => (
        <span className={classes['sentence']} title={sentences.get(entityRef)?.join('; ')}>
          {sentences.get(entityRef)?.slice(0, mostWords).join('; ')}
        </span>
      ),
    },
    {
      id: 'distance',
      title: t('columnDistance'),
      width: '96px',
      align: 'end',
      hideBelow: 'medium',
      render: ({ depth }) => depth,
    },
    {
      id: 'begin',
      title: t('map'),
      width: '110px',
      align: 'end',
      render: node =>
        node.depth > 0 && !node.isMissing ? (
          <Link to={toPath(node)} aria-label={t('beginWith', { name: nodeTitle(node) })}>
            {t('beginHere')}
          </Link>
        ) : null,
    },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={rows}
      rowKey={({ entityRef }) => entityRef}
      total={rows.length}
      empty={t('foundNone')}
    />
  );
}

/** "depends on Booking; provides Booking API", by entity. */
function useSentences({ nodes, edges }: DrawnGraph): Map<string, string[]> {
  const words = useRelationWords();
  return useMemo(() => {
    const titles = new Map(nodes.map(node => [node.entityRef, nodeTitle(node)]));
    const sentences = new Map<string, string[]>();
    const say = (about: string, types: readonly string[], other: string): void => {
      const list = sentences.get(about) ?? [];
      for (const type of types) list.push(`${words(type)} ${titles.get(other) ?? other}`);
      sentences.set(about, list);
    };
    for (const { from, to, types, backTypes } of edges) {
      say(from, types, to);
      say(to, backTypes, from);
    }
    return sentences;
  }, [nodes, edges, words]);
}
