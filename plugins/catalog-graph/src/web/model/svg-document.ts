import type { EntityGraphNode } from '@portico/catalog-client';
import { nodeTitle, type DrawnGraph } from './drawn-graph.ts';
import { edgeShape, type EdgeStyle } from './edge-path.ts';
import { nodeSize, type LayoutResult } from './layout.ts';
import { placeLabels } from './place-labels.ts';

/** The colours of a picture, as any program reads them. */
export interface PictureColours {
  background: string;
  surface: string;
  line: string;
  edge: string;
  text: string;
  soft: string;
  kind(kind: string): string;
}

const margin = 24;
const longestTitle = 24;
const mostWords = 300;

/** The map as an SVG document that needs nothing else. */
export function toSvgDocument({
  graph,
  layout,
  style,
  colours,
  words,
}: {
  graph: DrawnGraph;
  layout: LayoutResult;
  style: EdgeStyle;
  colours: PictureColours;
  words(type: string): string;
}): string {
  const width = Math.ceil(layout.width + margin * 2);
  const height = Math.ceil(layout.height + margin * 2);
  const index = new Map(graph.nodes.map(({ entityRef }, position) => [entityRef, position]));
  const corner = (position: number) => ({
    x: (layout.positions[position * 2] ?? 0) + margin,
    y: (layout.positions[position * 2 + 1] ?? 0) + margin,
  });
  const shapes = graph.edges.map(edge => ({
    edge,
    ...edgeShape(corner(index.get(edge.from) ?? 0), corner(index.get(edge.to) ?? 0), style),
  }));
  const labels = placeLabels(
    shapes
      .slice(0, mostWords)
      .map(({ edge, label }) => ({ ...edge, ...label, text: edge.types.map(words).join(', ') })),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">`,
    `<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5L7.5 4L0 7.5Z" fill="${colours.edge}"/></marker></defs>`,
    `<rect width="100%" height="100%" fill="${colours.background}"/>`,
    `<g fill="none" stroke="${colours.edge}" stroke-width="1.25" marker-end="url(#a)">`,
    ...shapes.map(({ path }) => `<path d="${path}"/>`),
    '</g>',
    `<g font-size="11" text-anchor="middle" fill="${colours.soft}" stroke="${colours.background}" stroke-width="4" paint-order="stroke">`,
    ...labels.map(({ x, y, text }) => `<text x="${x}" y="${y + 4}">${escape(text)}</text>`),
    '</g>',
    ...graph.nodes.map((node, position) => nodeShape(node, { ...corner(position), colours })),
    '</svg>',
  ].join('\n');
}

function nodeShape(
  node: EntityGraphNode,
  { x, y, colours }: { x: number; y: number; colours: PictureColours },
): string {
  const { width, height } = nodeSize;
  const title = nodeTitle(node);
  const short = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
  const kind = [node.kind, node.type].filter(Boolean).join(' · ');
  const dashes = node.isMissing ? ' stroke-dasharray="4 3"' : '';
  return [
    `<g transform="translate(${x} ${y})"><title>${escape(node.entityRef)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${colours.surface}" stroke="${colours.line}"${dashes}/>`,
    `<rect x="10" y="11" width="18" height="18" rx="5" fill="${colours.kind(node.kind)}"/>`,
    // An inner document cuts off what is too long for its room.
    `<svg x="36" width="${width - 44}" height="${height}">`,
    `<text y="18" font-size="13" font-weight="500" fill="${colours.text}">${escape(short)}</text>`,
    `<text y="32" font-size="11" fill="${colours.soft}">${escape(kind)}</text></svg></g>`,
  ].join('');
}

function escape(text: string): string {
  // Characters that XML does not allow would make the whole document unreadable.
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '') // oxlint-disable-line no-control-regex
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
