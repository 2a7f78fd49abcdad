import { memo, useMemo, type CSSProperties } from 'react';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useKindLook } from '@portico/ui';
import { nodeTitle, type DrawnGraph } from '../model/drawn-graph.ts';
import { nodeSize, type LayoutResult } from '../model/layout.ts';
import classes from './canvas.module.css';

/** So many entities have their names on a map that is seen from afar. */
const mostNames = 24;
const linesOfHub = 3;
const nameHeight = 18;
const largestName = 180;

/** The entities as blocks in the colours of their kinds, for a map seen from afar. */
export const FarLayer = memo(function FarLayer({
  nodes,
  layout,
  bright,
  onPoint,
}: {
  nodes: readonly EntityGraphNode[];
  layout: LayoutResult;
  bright: ReadonlySet<string> | undefined;
  onPoint(ref: string | undefined): void;
}) {
  return nodes.map((node, index) => (
    <Block
      key={node.entityRef}
      node={node}
      x={layout.positions[index * 2] ?? 0}
      y={layout.positions[index * 2 + 1] ?? 0}
      isDim={bright !== undefined && !bright.has(node.entityRef)}
      onPoint={onPoint}
    />
  ));
});

const Block = memo(function Block({
  node,
  x,
  y,
  isDim,
  onPoint,
}: {
  node: EntityGraphNode;
  x: number;
  y: number;
  isDim: boolean;
  onPoint(ref: string | undefined): void;
}) {
  const { hue } = useKindLook(node.kind);
  return (
    <rect
      className={classes['block']}
      style={{ '--portico-hue': hue } as CSSProperties}
      x={x}
      y={y}
      width={nodeSize.width}
      height={nodeSize.height}
      rx={8}
      data-block={node.entityRef}
      data-dim={isDim || undefined}
      onPointerEnter={() => onPoint(node.entityRef)}
      onPointerLeave={() => onPoint(undefined)}
    />
  );
});

/** The names of the entities with the most lines, and of one that is looked at, as large as if they were near. */
export function FarNames({
  graph,
  layout,
  scale,
  around,
}: {
  graph: DrawnGraph;
  layout: LayoutResult;
  scale: number;
  around: string | undefined;
}) {
  const hubs = useMemo(() => busiest(graph), [graph]);
  const shown =
    around === undefined ? hubs : [graph.nodes.findIndex(({ entityRef }) => entityRef === around)];
  return withoutOverlap(shown, { graph, layout, scale }).map(({ index, node, x, y }) => (
    <span
      key={index}
      aria-hidden
      className={classes['farName']}
      style={{ transform: `translate(${x}px, ${y}px) scale(${1 / scale}) translate(-50%, -100%)` }}
    >
      {nodeTitle(node)}
    </span>
  ));
}

interface PlacedName {
  index: number;
  node: EntityGraphNode;
  x: number;
  y: number;
}

/** The names that do not cover those before them. */
function withoutOverlap(
  indexes: readonly number[],
  { graph, layout, scale }: { graph: DrawnGraph; layout: LayoutResult; scale: number },
): PlacedName[] {
  const placed: PlacedName[] = [];
  for (const index of indexes) {
    const node = graph.nodes[index];
    if (!node || placed.length === mostNames) continue;
    const x = (layout.positions[index * 2] ?? 0) + nodeSize.width / 2;
    const y = layout.positions[index * 2 + 1] ?? 0;
    const isCovering = placed.some(
      other =>
        Math.abs(other.y - y) * scale < nameHeight &&
        Math.abs(other.x - x) * scale < (nameWidth(other.node) + nameWidth(node)) / 2,
    );
    if (!isCovering) placed.push({ index, node, x, y });
  }
  return placed;
}

function nameWidth(node: EntityGraphNode): number {
  return Math.min(largestName, nodeTitle(node).length * 7 + 10);
}

/** The first entities, then the others with many lines, by their positions. */
function busiest({ nodes, edges, rootRefs }: DrawnGraph): number[] {
  const lines = new Map<string, number>(rootRefs.map(ref => [ref, Number.POSITIVE_INFINITY]));
  for (const { from, to } of edges) {
    for (const ref of [from, to]) lines.set(ref, (lines.get(ref) ?? 0) + 1);
  }
  const weight = (index: number): number => lines.get(nodes[index]?.entityRef ?? '') ?? 0;
  return [...nodes.keys()].filter(index => weight(index) >= linesOfHub).sort((a, b) => weight(b) - weight(a));
}
