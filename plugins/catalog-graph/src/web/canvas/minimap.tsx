import { memo, type CSSProperties, type PointerEvent } from 'react';
import type { EntityGraphNode } from '@portico/catalog-client';
import { useKindLook } from '@portico/ui';
import { nodeSize, type LayoutResult } from '../model/layout.ts';
import type { Size, View } from '../model/view.ts';
import classes from './canvas.module.css';

const largest = { width: 180, height: 120 };

/** The whole map in a corner, with the part that is on the screen; dragging moves there. */
export function Minimap({
  nodes,
  layout,
  view,
  screen,
  onMove,
}: {
  nodes: readonly EntityGraphNode[];
  layout: LayoutResult;
  view: View;
  screen: Size;
  /** To a point of the map, which shall be in the middle. */
  onMove(x: number, y: number): void;
}) {
  const scale = Math.min(
    largest.width / Math.max(1, layout.width),
    largest.height / Math.max(1, layout.height),
  );
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons === 0) return;
    event.stopPropagation();
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onMove((event.clientX - left) / scale, (event.clientY - top) / scale);
  };
  return (
    <svg
      aria-hidden
      className={classes['minimap']}
      width={Math.max(24, layout.width * scale)}
      height={Math.max(24, layout.height * scale)}
      viewBox={`0 0 ${Math.max(1, layout.width)} ${Math.max(1, layout.height)}`}
      preserveAspectRatio="xMinYMin"
      onPointerDown={move}
      onPointerMove={move}
    >
      <Dots nodes={nodes} layout={layout} />
      <rect
        className={classes['frame']}
        x={-view.x / view.scale}
        y={-view.y / view.scale}
        width={screen.width / view.scale}
        height={screen.height / view.scale}
        strokeWidth={1.5 / scale}
      />
    </svg>
  );
}

const Dots = memo(function Dots({
  nodes,
  layout,
}: {
  nodes: readonly EntityGraphNode[];
  layout: LayoutResult;
}) {
  return nodes.map((node, index) => (
    <Dot
      key={node.entityRef}
      kind={node.kind}
      x={layout.positions[index * 2] ?? 0}
      y={layout.positions[index * 2 + 1] ?? 0}
    />
  ));
});

function Dot({ kind, x, y }: { kind: string; x: number; y: number }) {
  const { hue } = useKindLook(kind);
  return (
    <rect
      className={classes['dot']}
      style={{ '--portico-hue': hue } as CSSProperties}
      x={x}
      y={y}
      width={nodeSize.width}
      height={nodeSize.height}
    />
  );
}
