import type { GraphCurve, GraphDirection } from '../../graph-options.ts';
import { nodeSize, type Point } from './layout.ts';

/** A line from one entity to another, as a path of SVG, and where its words go. */
export interface EdgeShape {
  path: string;
  label: Point;
}

/** How lines run. */
export interface EdgeStyle {
  /** Entities are arranged in layers; else lines run straight. */
  isLayered: boolean;
  direction: GraphDirection;
  curve: GraphCurve;
}

const half = { x: nodeSize.width / 2, y: nodeSize.height / 2 };

/** Draws a line between the upper left corners of two entities. */
export function edgeShape(from: Point, to: Point, style: EdgeStyle): EdgeShape {
  const start = { x: from.x + half.x, y: from.y + half.y };
  const end = { x: to.x + half.x, y: to.y + half.y };
  if (!style.isLayered) return straight(border(start, end), border(end, start));
  const isAcross = style.direction === 'LR' || style.direction === 'RL';
  // Everything is drawn as from left to right; for the other directions x and y change places.
  const swap = ({ x, y }: Point): Point => (isAcross ? { x, y } : { x: y, y: x });
  const reach = isAcross ? half.x : half.y;
  const a = swap(start);
  const b = swap(end);
  const sign = b.x >= a.x ? 1 : -1;
  const isSameLayer = Math.abs(b.x - a.x) < reach * 2;
  const p = { x: a.x + reach * sign, y: a.y };
  const q = { x: b.x - reach * (isSameLayer ? -sign : sign), y: b.y };
  const bend = isSameLayer ? 44 * sign : (q.x - p.x) / 2;
  const c = { x: p.x + bend, y: p.y };
  const d = { x: isSameLayer ? q.x + bend : q.x - bend, y: q.y };
  const middle = swap({ x: (p.x + 3 * c.x + 3 * d.x + q.x) / 8, y: (p.y + q.y) / 2 });
  const text = (point: Point): string => {
    const { x, y } = swap(point);
    return `${round(x)} ${round(y)}`;
  };
  const path =
    style.curve === 'curveStepBefore'
      ? `M${text(p)}L${text(c)}L${text({ x: c.x, y: d.y })}L${text(q)}`
      : `M${text(p)}C${text(c)} ${text(d)} ${text(q)}`;
  return { path, label: { x: round(middle.x), y: round(middle.y) } };
}

function straight(p: Point, q: Point): EdgeShape {
  return {
    path: `M${round(p.x)} ${round(p.y)}L${round(q.x)} ${round(q.y)}`,
    label: { x: round((p.x + q.x) / 2), y: round((p.y + q.y) / 2) },
  };
}

/** Where the line from the middle of an entity to another point leaves the entity. */
function border(centre: Point, to: Point): Point {
  const dx = to.x - centre.x;
  const dy = to.y - centre.y;
  if (dx === 0 && dy === 0) return centre;
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : half.x / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : half.y / Math.abs(dy),
  );
  return { x: centre.x + dx * scale, y: centre.y + dy * scale };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
