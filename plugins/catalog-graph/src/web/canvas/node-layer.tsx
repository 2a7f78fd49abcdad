import { memo, type CSSProperties } from 'react';
import { Link } from 'react-router';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useKindName } from '@portico/plugin-catalog/react';
import { KindIcon, useKindLook } from '@portico/ui';
import { catalogGraphTranslationRef } from '../catalog-graph-translation.ts';
import { nodeTitle } from '../model/drawn-graph.ts';
import classes from './canvas.module.css';

/** What happens at an entity of the map. */
export interface NodeActions {
  /** Where a click leads. */
  toPath(node: EntityGraphNode): string;
  /** Shift and click, or Shift and Enter. */
  onOpen(node: EntityGraphNode): void;
  onPoint(ref: string | undefined): void;
  onFocus(ref: string): void;
}

/** The entities that are near enough to be read. */
export function NodeLayer({
  nodes,
  positions,
  current,
  bright,
  roots,
  actions,
}: {
  /** Positions in the list of nodes, with the nodes. */
  nodes: readonly (readonly [index: number, node: EntityGraphNode])[];
  positions: Float64Array;
  /** The one that the Tab key leads to. */
  current: string | undefined;
  /** Those that stand out; all unless given. */
  bright: ReadonlySet<string> | undefined;
  roots: readonly string[];
  actions: NodeActions;
}) {
  return nodes.map(([index, node]) => (
    <NodeBox
      key={node.entityRef}
      node={node}
      x={positions[index * 2] ?? 0}
      y={positions[index * 2 + 1] ?? 0}
      isCurrent={node.entityRef === current}
      isDim={bright !== undefined && !bright.has(node.entityRef)}
      isRoot={roots.includes(node.entityRef)}
      actions={actions}
    />
  ));
}

const NodeBox = memo(function NodeBox({
  node,
  x,
  y,
  isCurrent,
  isDim,
  isRoot,
  actions,
}: {
  node: EntityGraphNode;
  x: number;
  y: number;
  isCurrent: boolean;
  isDim: boolean;
  isRoot: boolean;
  actions: NodeActions;
}) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const kindName = useKindName();
  const { hue } = useKindLook(node.kind);
  const title = nodeTitle(node);
  const kind = [kindName(node.kind), node.type, node.isMissing && t('notFound')].filter(Boolean).join(' · ');
  return (
    <Link
      to={actions.toPath(node)}
      className={classes['node'] ?? ''}
      style={{ '--portico-hue': hue, transform: `translate(${x}px, ${y}px)` } as CSSProperties}
      tabIndex={isCurrent ? 0 : -1}
      draggable={false}
      title={`${title}\n${node.entityRef}`}
      aria-current={isRoot ? 'true' : undefined}
      data-ref={node.entityRef}
      data-dim={isDim || undefined}
      data-root={isRoot || undefined}
      data-missing={node.isMissing}
      onPointerEnter={() => actions.onPoint(node.entityRef)}
      onPointerLeave={() => actions.onPoint(undefined)}
      onFocus={() => actions.onFocus(node.entityRef)}
      onClick={event => {
        if (!event.shiftKey) return;
        event.preventDefault();
        actions.onOpen(node);
      }}
    >
      <KindIcon kind={node.kind} size={18} />
      <span className={classes['words']}>
        <span className={classes['title']} dir="auto">
          {title}
        </span>
        <span className={classes['kind']}>{kind}</span>
      </span>
      {node.more !== undefined && (
        <span className={classes['more']} title={t('more', { count: node.more })}>
          +{node.more > 999 ? '999' : node.more}
        </span>
      )}
    </Link>
  );
});
