import type { GraphCurve, GraphDirection, GraphLayout } from '../../graph-options.ts';

/** How large entities are on the map, in pixels. */
export const nodeSize = { width: 184, height: 40 } as const;

/** What is to be arranged: entities by their position in a list, lines by pairs of those. */
export interface LayoutRequest {
  count: number;
  roots: readonly number[];
  edges: readonly (readonly [from: number, to: number])[];
  layout: GraphLayout;
  direction: GraphDirection;
  curve: GraphCurve;
  /** The width of the canvas, divided by its height. */
  ratio: number;
}

/** Where the entities are: the upper left corners, two numbers each, from 0 on. */
export interface LayoutResult {
  positions: Float64Array;
  width: number;
  height: number;
}

/** A point. */
export interface Point {
  x: number;
  y: number;
}

/** The upper left corner of an entity. */
export function cornerOf({ positions }: LayoutResult, index: number): Point {
  return { x: positions[index * 2] ?? 0, y: positions[index * 2 + 1] ?? 0 };
}

/** Moves everything so that it begins at 0, and tells how much room it takes. */
export function frame(centres: readonly Point[]): LayoutResult {
  const { width, height } = nodeSize;
  const left = centres.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const top = centres.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const positions = new Float64Array(centres.length * 2);
  let right = 0;
  let bottom = 0;
  for (const [index, { x, y }] of centres.entries()) {
    positions[index * 2] = x - left;
    positions[index * 2 + 1] = y - top;
    right = Math.max(right, x - left);
    bottom = Math.max(bottom, y - top);
  }
  return centres.length === 0
    ? { positions, width: 0, height: 0 }
    : { positions, width: right + width, height: bottom + height };
}
