import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeForce } from './arrange-force.ts';
import { arrangeHierarchy } from './arrange-hierarchy.ts';
import { nodeSize, type LayoutRequest, type LayoutResult } from './layout.ts';
import { place } from './place-in-order.ts';

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
  it('leaves room for words at the lines between two layers', () => {
    const { positions } = arrangeHierarchy({
      count: 2,
      roots: [0],
      edges: [[0, 1]],
      layout: 'hierarchy',
      direction: 'LR',
      curve: 'curveMonotoneX',
      ratio: 1,
    });
    const widest = 'bereitgestellt von'.length * 6;
    expect(Math.abs((positions[2] ?? 0) - (positions[0] ?? 0)) - nodeSize.width).toBeGreaterThan(widest);
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
