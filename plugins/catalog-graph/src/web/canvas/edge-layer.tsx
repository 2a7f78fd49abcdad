import { memo, useMemo } from 'react';
import { useRelationWords } from '@portico/plugin-catalog/react';
import type { DrawnEdge } from '../model/drawn-graph.ts';
import { edgeShape, type EdgeShape, type EdgeStyle } from '../model/edge-path.ts';
import { placeLabels } from '../model/place-labels.ts';
import type { PlacedGraph } from '../use-layout.ts';
import classes from './canvas.module.css';

/** More words than these are shown only at the entity that is looked at. */
const mostWords = 120;

/** A line that has its place. */
export interface ShapedEdge extends EdgeShape {
  edge: DrawnEdge;
}

/** The lines of a placed graph. */
export function useShapes({ graph, layout }: PlacedGraph, style: EdgeStyle): ShapedEdge[] {
  const { isLayered, direction, curve } = style;
  return useMemo(() => {
    const index = new Map(graph.nodes.map(({ entityRef }, position) => [entityRef, position]));
    const corner = (ref: string) => {
      const position = (index.get(ref) ?? 0) * 2;
      return { x: layout.positions[position] ?? 0, y: layout.positions[position + 1] ?? 0 };
    };
    return graph.edges.map(edge => ({
      edge,
      ...edgeShape(corner(edge.from), corner(edge.to), { isLayered, direction, curve }),
    }));
  }, [graph, layout, isLayered, direction, curve]);
}

/** The head that lines have; they name it by its id. */
export function ArrowHead() {
  return (
    <defs>
      <marker
        id="catalog-graph-arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="7"
        markerHeight="7"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0 0.5L7.5 4L0 7.5Z" className={classes['arrow']} />
      </marker>
    </defs>
  );
}

/** All lines; those of the entity that is looked at stand out. */
export function EdgeLayer({
  shapes,
  around,
  isFar,
  hasWords,
  hasArrows,
}: {
  shapes: readonly ShapedEdge[];
  /** The entity that is looked at. */
  around: string | undefined;
  isFar: boolean;
  hasWords: boolean;
  hasArrows: boolean;
}) {
  const near =
    around === undefined ? [] : shapes.filter(({ edge }) => edge.from === around || edge.to === around);
  return (
    <>
      <g
        className={around === undefined ? classes['edges'] : classes['edgesDim']}
        data-far={isFar || undefined}
      >
        <Lines
          shapes={shapes}
          hasArrows={hasArrows && !isFar}
          hasWords={hasWords && shapes.length <= mostWords}
        />
      </g>
      {near.length > 0 && (
        <g className={classes['edgesNear']} data-far={isFar || undefined}>
          <Lines shapes={near} hasArrows={hasArrows && !isFar} hasWords={!isFar} />
        </g>
      )}
    </>
  );
}

const Lines = memo(function Lines({
  shapes,
  hasArrows,
  hasWords,
}: {
  shapes: readonly ShapedEdge[];
  hasArrows: boolean;
  hasWords: boolean;
}) {
  const words = useRelationWords();
  return (
    <>
      {shapes.map(({ edge, path }) => (
        <path key={edge.id} d={path} {...(hasArrows && { markerEnd: 'url(#catalog-graph-arrow)' })} />
      ))}
      {hasWords &&
        placeLabels(
          shapes.map(({ edge, label }) => ({
            ...edge,
            ...label,
            text: edge.types.map(words).join(', '),
          })),
        ).map(({ id, x, y, text }) => (
          <text key={id} x={x} y={y}>
            {text}
          </text>
        ))}
    </>
  );
});
