import { nodeSize, type LayoutRequest, type LayoutResult } from './layout.ts';
import { columnGap, placeInBands } from './place-in-bands.ts';
import { place } from './place-in-order.ts';

const rowGap = 14;
/** A layer of more than so many is folded into several columns. */
const longestColumn = 16;
const blockAspect = 1.3;
const sweeps = 6;
/** Of more entities, the layers are broken into bands where that lets them be larger. */
const fewEntities = 40;
const mostBands = 4;
/** Lines that turn around are harder to follow: another band must take at most this part of the room. */
const worthwhile = 0.85;

/**
 * Arranges in layers, one for each step away from the first entities, which are
 * in the middle: on one side what lines lead to from there, on the other what
 * lines come from. Within a layer, entities stand where their lines are short
 * (barycentres, then places in that order by isotonic regression). Long layers
 * are folded into blocks, and many layers broken into bands, so that a thousand
 * entities are a map and not a ribbon.
 */
export function arrangeHierarchy(request: LayoutRequest): LayoutResult {
  const { count, direction, ratio } = request;
  const isAcross = direction === 'LR' || direction === 'RL';
  const size = isAcross
    ? { along: nodeSize.width, across: nodeSize.height }
    : { along: nodeSize.height, across: nodeSize.width };
  const neighbours = neighboursOf(request);
  const layers = orderLayers(splitIntoLayers(request, neighbours), neighbours);
  const step = size.across + (isAcross ? rowGap : columnGap);
  const columnsOf = (layer: readonly number[]): number =>
    foldedColumns(layer.length, {
      ratio: step / (size.along + columnGap),
      // Maps are wider than high: columns are as long as they may be before there is another.
      most: isAcross ? Math.ceil(layer.length / longestColumn) : Infinity,
    });
  const across = placeAcross(layers, neighbours, { step, columnsOf });
  const arranged = { layers, direction, columnsOf, across };
  const roomOf = ({ width, height }: LayoutResult): number => Math.max(width / ratio, height);
  let best = placeInBands(arranged, 1);
  for (let bands = 2; count > fewEntities && bands <= mostBands; bands += 1) {
    const next = placeInBands(arranged, bands);
    if (roomOf(next) < roomOf(best) * worthwhile) best = next;
  }
  return best;
}

interface Neighbours {
  all: number[][];
  next: number[][];
  previous: number[][];
}

function neighboursOf({ count, edges }: LayoutRequest): Neighbours {
  const lists = (): number[][] => Array.from({ length: count }, () => []);
  const found: Neighbours = { all: lists(), next: lists(), previous: lists() };
  for (const [from, to] of edges) {
    found.next[from]?.push(to);
    found.previous[to]?.push(from);
    found.all[from]?.push(to);
    found.all[to]?.push(from);
  }
  return found;
}

function splitIntoLayers({ count, roots }: LayoutRequest, { next, previous }: Neighbours): number[][] {
  const layerOf = new Map<number, number>();
  const walk = (start: number): void => {
    if (layerOf.has(start)) return;
    layerOf.set(start, 0);
    for (const queue = [start]; queue.length > 0;) {
      const index = queue.shift() ?? 0;
      const layer = layerOf.get(index) ?? 0;
      for (const [list, side] of [
        [next, 1],
        [previous, -1],
      ] as const) {
        // Only at the first step the direction of the line decides; after that it goes on to the same side.
        const step = layer === 0 ? side : Math.sign(layer);
        for (const other of list[index] ?? []) {
          if (layerOf.has(other)) continue;
          layerOf.set(other, layer + step);
          queue.push(other);
        }
      }
    }
  };
  for (const root of roots) walk(root);
  for (let index = 0; index < count; index += 1) walk(index);
  const byLayer = Map.groupBy(layerOf.keys(), index => layerOf.get(index) ?? 0);
  return [...byLayer].sort(([a], [b]) => a - b).map(([, members]) => members);
}

/** Sorts each layer by the mean place of the neighbours in the others, there and back some times. */
function orderLayers(layers: number[][], { all }: Neighbours): number[][] {
  const place = new Map<number, number>();
  const note = (layer: readonly number[]): void => {
    for (const [position, index] of layer.entries()) place.set(index, (position + 0.5) / layer.length);
  };
  for (const layer of layers) note(layer);
  let ordered = layers;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const result: number[][] = [];
    for (const layer of sweep % 2 === 0 ? ordered : ordered.toReversed()) {
      const own = new Set(layer);
      const weight = (index: number): number => {
        const others = (all[index] ?? []).filter(other => !own.has(other));
        const sum = others.reduce((total, other) => total + (place.get(other) ?? 0), 0);
        return others.length === 0 ? (place.get(index) ?? 0) : sum / others.length;
      };
      const weights = new Map(layer.map(index => [index, weight(index)]));
      const sorted = layer.toSorted((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0));
      note(sorted);
      result.push(sorted);
    }
    ordered = sweep % 2 === 0 ? result : result.reverse();
  }
  return ordered;
}

function placeAcross(
  order: readonly number[][],
  { all }: Neighbours,
  { step, columnsOf }: { step: number; columnsOf(layer: readonly number[]): number },
): Map<number, number> {
  const at = new Map<number, number>();
  for (const layer of order) {
    const columns = columnsOf(layer);
    const middle = (Math.ceil(layer.length / columns) - 1) / 2;
    for (const [position, index] of layer.entries()) {
      at.set(index, (Math.floor(position / columns) - middle) * step);
    }
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const layer of sweep % 2 === 0 ? order : order.toReversed()) {
      // A block stays around the middle.
      if (columnsOf(layer) > 1) continue;
      const wanted = layer.map(index => {
        const others = all[index] ?? [];
        const sum = others.reduce((total, other) => total + (at.get(other) ?? 0), 0);
        return others.length === 0 ? (at.get(index) ?? 0) : sum / others.length;
      });
      for (const [position, value] of place(wanted, step).entries()) at.set(layer[position] ?? 0, value);
    }
  }
  return at;
}

/** In how many columns a layer stands: one, or for a long one as many as make a block somewhat wider than high. */
function foldedColumns(count: number, { ratio, most }: { ratio: number; most: number }): number {
  if (count <= longestColumn) return 1;
  return Math.max(2, Math.min(most, Math.round(Math.sqrt(count * ratio * blockAspect))));
}
