import type { EntityGraph, EntityGraphNode } from '@portico/catalog-client';
import { describe, expect, it } from 'vitest';
import { defaultRelationPairs } from '../../graph-options.ts';
import { drawGraph, neighbourhoodOf } from './drawn-graph.ts';
import { edgeShape } from './edge-path.ts';
import { placeLabels } from './place-labels.ts';
import { toSvgDocument } from './svg-document.ts';

const node = (name: string, depth: number, more: Partial<EntityGraphNode> = {}): EntityGraphNode => ({
  entityRef: `component:default/${name}`,
  kind: 'Component',
  namespace: 'default',
  name,
  depth,
  ...more,
});
const edge = (source: string, type: string, target: string) => ({
  sourceRef: `component:default/${source}`,
  type,
  targetRef: `component:default/${target}`,
});
const graph: EntityGraph = {
  rootRefs: ['component:default/a'],
  nodes: [node('a', 0), node('b', 1), node('c', 1)],
  edges: [
    edge('a', 'dependsOn', 'b'),
    edge('b', 'dependencyOf', 'a'),
    edge('a', 'partOf', 'b'),
    edge('b', 'hasPart', 'a'),
    edge('b', 'dependsOn', 'c'),
    edge('c', 'dependencyOf', 'b'),
    edge('a', 'knows', 'c'),
    edge('a', 'dependsOn', 'a'),
    edge('a', 'dependsOn', 'elsewhere'),
  ],
  relationPairs: [],
  isCut: false,
};
const lines = (options: { mergeRelations: boolean; unidirectional: boolean }): string[] =>
  drawGraph(graph, { relationPairs: defaultRelationPairs, ...options }).edges.map(
    ({ from, to, types }) => `${from.slice(-1)} ${types.join('+')} ${to.slice(-1)}`,
  );

describe('lines', () => {
  it('stand for a relation and its opposite, and run on from the first of the pair', () => {
    expect(lines({ mergeRelations: true, unidirectional: false })).toEqual([
      'a dependsOn b',
      'b hasPart a',
      'b dependsOn c',
      'a knows c',
    ]);
  });
  it('are only those that lead away, if asked', () => {
    expect(lines({ mergeRelations: true, unidirectional: true })).toEqual([
      'a dependsOn b',
      'b hasPart a',
      'a knows c',
    ]);
    expect(lines({ mergeRelations: false, unidirectional: true })).toEqual([
      'a dependsOn+partOf b',
      'a knows c',
    ]);
  });
  it('are one for each direction otherwise', () => {
    expect(lines({ mergeRelations: false, unidirectional: false })).toEqual([
      'a dependsOn+partOf b',
      'b dependencyOf+hasPart a',
      'b dependsOn c',
      'c dependencyOf b',
      'a knows c',
    ]);
  });
  it('tell neighbours', () => {
    const drawn = drawGraph(graph, { relationPairs: [], mergeRelations: true, unidirectional: false });
    expect([...neighbourhoodOf(drawn, 'component:default/c')].sort()).toEqual([
      'component:default/a',
      'component:default/b',
      'component:default/c',
    ]);
  });
});

it('keeps of words that cover each other the first', () => {
  const label = (id: string, x: number, y: number) => ({ id, x, y, from: id, to: id, text: 'depends on' });
  const kept = placeLabels([label('a', 0, 0), label('b', 20, 6), label('c', 0, 20), label('d', 200, 0)]);
  expect(kept.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
});

it('says once what the lines of a bundle are', () => {
  const label = (from: string, to: string, x: number, text = 'consumes') => {
    return { id: `${from}>${to}`, from, to, x, y: 0, text };
  };
  const kept = placeLabels([
    label('a', 'b', 0),
    label('a', 'c', 80),
    label('a', 'd', 150),
    label('e', 'f', 240),
    label('a', 'g', 330, 'provides'),
    label('a', 'h', 900),
  ]);
  expect(kept.map(({ id }) => id)).toEqual(['a>b', 'e>f', 'a>g', 'a>h']);
});

it('draws lines from side to side, whatever the direction', () => {
  const from = { x: 0, y: 0 };
  const to = { x: 400, y: 100 };
  const style = { isLayered: true, direction: 'LR', curve: 'curveMonotoneX' } as const;
  expect(edgeShape(from, to, style)).toEqual({
    path: 'M184 20C292 20 292 120 400 120',
    label: { x: 292, y: 70 },
  });
  expect(edgeShape(to, from, style).path).toBe('M400 120C292 120 292 20 184 20');
  expect(edgeShape(from, to, { ...style, curve: 'curveStepBefore' }).path).toBe(
    'M184 20L292 20L292 120L400 120',
  );
  expect(edgeShape(from, { x: 400, y: 0 }, { ...style, isLayered: false }).path).toBe('M184 20L400 20');
});

it('writes a document that carries no more than text', () => {
  const nodes = [node('a', 0, { title: '<script>&"\u0001' }), node('b', 1, { isMissing: true })];
  const drawn = drawGraph(
    { ...graph, nodes, edges: [edge('a', 'x<y', 'b')] },
    { relationPairs: [], mergeRelations: true, unidirectional: false },
  );
  const svg = toSvgDocument({
    graph: drawn,
    layout: { positions: Float64Array.from([0, 0, 300, 0]), width: 484, height: 40 },
    style: { isLayered: true, direction: 'LR', curve: 'curveMonotoneX' },
    colours: {
      background: '#fff',
      surface: '#fff',
      line: '#ccc',
      edge: '#999',
      text: '#000',
      soft: '#555',
      kind: () => '#00f',
    },
    words: type => type,
  });
  expect(svg).toContain('&lt;script&gt;&amp;&quot;</text>');
  expect(svg).toContain('x&lt;y');
  expect(svg).toContain('stroke-dasharray');
  expect(svg).not.toContain('<script');
});
