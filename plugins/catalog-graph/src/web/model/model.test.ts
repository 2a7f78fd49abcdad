import type { EntityGraph, EntityGraphNode } from '@portico/catalog-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRelationPairs } from '../../graph-options.ts';
import { arrangeForce } from './arrange-force.ts';
import { arrangeHierarchy } from './arrange-hierarchy.ts';
import { drawGraph, neighbourhoodOf } from './drawn-graph.ts';
import { edgeShape } from './edge-path.ts';
import { nodeSize, type LayoutRequest, type LayoutResult } from './layout.ts';
import { place } from './place-in-order.ts';
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

const requests = fc.integer({ min: 1, max: 90 }).chain(count =>
  fc.record({
    count: fc.constant(count),
    roots: fc.array(fc.nat(count - 1), { minLength: 1, maxLength: 2 }),
    edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 150 }),
    layout: fc.constant('hierarchy' as const),
    direction: fc.constantFrom('LR' as const, 'RL' as const, 'TB' as const, 'BT' as const),
    curve: fc.constant('curveMonotoneX' as const),
    ratio: fc.double({ min: 0.6, max: 2, noNaN: true }),
  }),
);

function overlaps({ positions }: LayoutResult): number {
  let found = 0;
  for (let a = 0; a * 2 < positions.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const dx = Math.abs((positions[a * 2] ?? 0) - (positions[b * 2] ?? 0));
      const dy = Math.abs((positions[a * 2 + 1] ?? 0) - (positions[b * 2 + 1] ?? 0));
      if (dx < nodeSize.width && dy < nodeSize.height) found += 1;
    }
  }
  return found;
}

describe('the hierarchy', () => {
  it('lays nothing over anything else, and keeps to its room', () => {
    fc.assert(
      fc.property(requests, request => {
        const result = arrangeHierarchy(request);
        expect(overlaps(result)).toBe(0);
        for (const [index, value] of result.positions.entries()) {
          const size = index % 2 === 0 ? nodeSize.width : nodeSize.height;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value + size).toBeLessThanOrEqual((index % 2 === 0 ? result.width : result.height) + 0.001);
        }
      }),
      { numRuns: 60 },
    );
  });
  it('goes from the first entity to one side and the other, in the direction that is asked for', () => {
    const request = {
      count: 4,
      roots: [1],
      edges: [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    } as const;
    const at = (direction: LayoutRequest['direction'], axis: 0 | 1): number[] => {
      const { positions } = arrangeHierarchy({
        ...request,
        direction,
        layout: 'hierarchy',
        curve: 'curveMonotoneX',
        ratio: 1.4,
      });
      return [0, 1, 2, 3].map(index => positions[index * 2 + axis] ?? 0);
    };
    const isRising = (values: number[]): boolean =>
      values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
    expect(isRising(at('LR', 0))).toBe(true);
    expect(isRising(at('RL', 0).reverse())).toBe(true);
    expect(isRising(at('TB', 1))).toBe(true);
    expect(isRising(at('BT', 1).reverse())).toBe(true);
  });
  it('folds a long layer into a block', () => {
    const edges = Array.from({ length: 400 }, (_, index) => [0, index + 1] as const);
    const { width, height } = arrangeHierarchy({
      count: 401,
      roots: [0],
      edges,
      layout: 'hierarchy',
      direction: 'LR',
      curve: 'curveMonotoneX',
      ratio: 1.4,
    });
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
  });
  it('breaks many layers into bands that turn around, in the shape of the canvas', () => {
    const arrange = (ratio: number) =>
      arrangeHierarchy({
        count: 60,
        roots: [0],
        edges: Array.from({ length: 59 }, (_, index) => [Math.max(0, index - 3), index + 1] as const),
        layout: 'hierarchy',
        direction: 'LR',
        curve: 'curveMonotoneX',
        ratio,
      });
    const wide = arrange(1.4);
    expect(wide.width / wide.height).toBeLessThan(4);
    const tall = arrange(0.6);
    expect(tall.width).toBeLessThan(wide.width);
    // Whatever is connected stays beside each other, or one above the other.
    for (const { positions } of [wide, tall]) {
      for (let index = 0; index < 59; index += 1) {
        const [from, to] = [Math.max(0, index - 3), index + 1];
        const distance = Math.abs((positions[to * 2] ?? 0) - (positions[from * 2] ?? 0));
        expect(distance).toBeLessThan(nodeSize.width * 2);
      }
    }
  });
  it('begins another column only when one is full', () => {
    const { width, height } = arrangeHierarchy({
      count: 25,
      roots: [0],
      edges: Array.from({ length: 24 }, (_, index) => [0, index + 1] as const),
      layout: 'hierarchy',
      direction: 'LR',
      curve: 'curveMonotoneX',
      ratio: 1.4,
    });
    expect(Math.round(width / nodeSize.width)).toBe(4);
    expect(height).toBeGreaterThan(12 * nodeSize.height);
  });
});

it('arranges freely, the same each time', () => {
  const request: LayoutRequest = {
    count: 30,
    roots: [0],
    edges: Array.from({ length: 29 }, (_, index) => [Math.floor(index / 2), index + 1] as const),
    layout: 'force',
    direction: 'LR',
    curve: 'curveMonotoneX',
    ratio: 1.4,
  };
  const first = arrangeForce(request);
  expect(arrangeForce(request)).toEqual(first);
  expect(overlaps(first)).toBe(0);
  const ratioOf = ({ width, height }: LayoutResult): number => width / height;
  expect(ratioOf(arrangeForce({ ...request, ratio: 1 }))).toBeLessThan(
    ratioOf(arrangeForce({ ...request, ratio: 9 })),
  );
  expect(arrangeForce({ ...request, count: 0, edges: [] })).toMatchObject({ width: 0, height: 0 });
});

it('places in order, apart, and where they want to be when there is room', () => {
  expect(place([0, 100, 200], 10)).toEqual([0, 100, 200]);
  expect(place([5, 5], 10)).toEqual([0, 10]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 }), wanted => {
      const placed = place(wanted, 20);
      for (const [index, value] of placed.entries()) {
        if (index > 0) expect(value - (placed[index - 1] ?? 0)).toBeGreaterThanOrEqual(20 - 1e-9);
      }
      const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
      expect(sum(placed)).toBeCloseTo(sum(wanted), 3);
    }),
  );
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
