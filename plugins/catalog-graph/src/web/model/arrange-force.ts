import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { frame, type LayoutRequest, type LayoutResult } from './layout.ts';

/**
 * Entities are wide and low. They are moved as discs of this radius, and what
 * comes out is made lower: discs that do not touch become entities that do not.
 */
const radius = 112;
const flattening = 0.32;
/** What is lower than the canvas is drawn apart, at most by this. */
const mostStretch = 2;

/**
 * Lets entities push each other away and lines pull them together, until that
 * hardly changes. Begins from a spiral and without chance, so that the same
 * graph looks the same each time.
 */
export function arrangeForce({ count, edges, ratio }: LayoutRequest): LayoutResult {
  const nodes: SimulationNodeDatum[] = Array.from({ length: count }, () => ({}));
  const links = edges.map(([source, target]) => ({ source, target }));
  forceSimulation(nodes)
    .force('charge', forceManyBody().strength(-900).distanceMax(2000).theta(1))
    .force('link', forceLink(links).distance(260).strength(linkStrength(count, edges)))
    .force('collide', forceCollide(radius).strength(1).iterations(2))
    .force('x', forceX(0).strength(0.07))
    .force('y', forceY(0).strength(0.02))
    .stop()
    .tick(ticksFor(count));
  const flat = frame(nodes.map(({ x = 0, y = 0 }) => ({ x, y: y * flattening })));
  const stretch = Math.min(mostStretch, Math.max(1, flat.width / ratio / Math.max(1, flat.height)));
  return frame(nodes.map(({ x = 0, y = 0 }) => ({ x, y: y * flattening * stretch })));
}

/** Fewer the more there are, so that it stays within about a second. */
function ticksFor(count: number): number {
  return Math.round(Math.min(300, Math.max(80, 90_000 / Math.max(1, count))));
}

function linkStrength(
  count: number,
  edges: LayoutRequest['edges'],
): (link: unknown, index: number) => number {
  const degree = new Uint32Array(count);
  for (const [from, to] of edges) {
    degree[from] = (degree[from] ?? 0) + 1;
    degree[to] = (degree[to] ?? 0) + 1;
  }
  return (_link, index) => {
    const [from = 0, to = 0] = edges[index] ?? [];
    return 0.9 / Math.max(1, Math.min(degree[from] ?? 1, degree[to] ?? 1));
  };
}
