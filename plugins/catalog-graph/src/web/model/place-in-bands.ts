import type { GraphDirection } from '../../graph-options.ts';
import { frame, nodeSize, type LayoutResult, type Point } from './layout.ts';

/** The longest words of the built-in relations fit at a line, in any language. */
const layerGap = 112;
const bandGap = 72;
/** Between the columns of a layer that is folded. */
export const columnGap = 28;

/** Layers in their order, and where their entities stand in them. */
export interface ArrangedLayers {
  layers: readonly (readonly number[])[];
  direction: GraphDirection;
  columnsOf(layer: readonly number[]): number;
  /** How far aside an entity is. */
  across: ReadonlyMap<number, number>;
}

/**
 * Places layers beside each other. In more than one band they turn around at
 * the end of each, as an ox ploughs, so that a layer is always beside the next.
 */
export function placeInBands(
  { layers, direction, columnsOf, across }: ArrangedLayers,
  count: number,
): LayoutResult {
  const isAcross = direction === 'LR' || direction === 'RL';
  const [along, aside] = isAcross ? [nodeSize.width, nodeSize.height] : [nodeSize.height, nodeSize.width];
  const widths = layers.map(layer => columnsOf(layer) * (along + columnGap) - columnGap);
  const points: Point[] = [];
  let edge = 0;
  let sign = 1;
  let top = 0;
  for (const band of splitEvenly(widths, count)) {
    const places = band.flatMap(layer => (layers[layer] ?? []).map(index => across.get(index) ?? 0));
    const first = places.reduce((least, place) => Math.min(least, place), Infinity);
    const last = places.reduce((most, place) => Math.max(most, place), -Infinity);
    for (const layer of band) {
      const members = layers[layer] ?? [];
      const columns = columnsOf(members);
      for (const [position, index] of members.entries()) {
        const centre = (position % columns) * (along + columnGap) + along / 2;
        points[index] = toPoint(direction, edge + sign * centre, (across.get(index) ?? 0) - first + top);
      }
      edge += sign * ((widths[layer] ?? 0) + layerGap);
    }
    edge -= sign * layerGap;
    sign = -sign;
    top += last - first + aside + bandGap;
  }
  return frame(points);
}

/** The positions of the layers by band, so that bands are about as long as each other. */
function splitEvenly(widths: readonly number[], count: number): number[][] {
  const total = widths.reduce((sum, width) => sum + width, 0);
  let begun = 0;
  const bandOf = widths.map(width => {
    const band = Math.floor(((begun + width / 2) / total) * count);
    begun += width;
    return band;
  });
  return [...Map.groupBy(widths.keys(), layer => bandOf[layer] ?? 0).values()];
}

function toPoint(direction: GraphDirection, along: number, across: number): Point {
  switch (direction) {
    case 'LR':
      return { x: along, y: across };
    case 'RL':
      return { x: -along, y: across };
    case 'TB':
      return { x: across, y: along };
    case 'BT':
      return { x: across, y: -along };
  }
}
