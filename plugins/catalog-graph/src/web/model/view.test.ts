import { describe, expect, it } from 'vitest';
import { firstView, fitView, nextInDirection, showsAll, visibleIndexes, zoomAt } from './view.ts';

describe('a view', () => {
  const screen = { width: 1000, height: 600 };
  it('begins with what can be read, around an entity, and leaves no room empty', () => {
    const home = { x: 1200, y: 0 };
    expect(firstView({ width: 900, height: 500 }, screen, home).scale).toBe(1);
    const view = firstView({ width: 3000, height: 300 }, screen, home);
    expect(view).toEqual({ scale: 0.75, x: 500 - (1200 + 92) * 0.75, y: (600 - 225) / 2 });
    expect(firstView({ width: 3000, height: 3000 }, screen, { x: 0, y: 2900 })).toEqual({
      scale: 0.75,
      x: 32,
      y: 600 - 32 - 2250,
    });
    expect(firstView({ width: 2000, height: 300 }, screen, home)).toEqual(
      fitView({ width: 2000, height: 300 }, screen),
    );
    expect(firstView({ width: 3000, height: 300 }, screen, undefined).scale).toBeLessThan(0.4);
  });
  it('begins with an entity and its neighbours on a phone', () => {
    const phone = { width: 346, height: 560 };
    const { x, scale } = firstView({ width: 1800, height: 900 }, phone, { x: 512, y: 400 });
    for (const corner of [256, 512, 768]) {
      expect(x + corner * scale).toBeGreaterThan(0);
      expect(x + (corner + 184) * scale).toBeLessThan(phone.width);
    }
  });
  it('shows everything, or enlarges around a point', () => {
    const view = fitView({ width: 4000, height: 1000 }, screen);
    expect(view.scale).toBeCloseTo(936 / 4000);
    expect(view.x).toBeCloseTo(32);
    expect(fitView({ width: 10, height: 10 }, screen).scale).toBe(1);
    const at = { x: 300, y: 200 };
    const before = (at.x - view.x) / view.scale;
    const zoomed = zoomAt(view, 2, at);
    expect((at.x - zoomed.x) / zoomed.scale).toBeCloseTo(before);
    expect(zoomAt(view, 1000, at).scale).toBe(2);
  });
  it('knows whether something is beyond the screen', () => {
    const content = { width: 4000, height: 1000 };
    const view = fitView(content, screen);
    expect(showsAll(view, content, screen)).toBe(true);
    expect(showsAll({ ...view, x: view.x + 33 }, content, screen)).toBe(false);
    expect(showsAll({ ...view, y: -1 }, content, screen)).toBe(false);
  });
  it('knows what is on the screen, and what comes next', () => {
    const positions = Float64Array.from([0, 0, 300, 10, 300, 400, 9000, 0]);
    const layout = { positions, width: 10_000, height: 500 };
    expect(visibleIndexes(layout, { x: 0, y: 0, scale: 1 }, screen)).toEqual([0, 1, 2]);
    expect(nextInDirection(layout, 0, 'ArrowRight')).toBe(1);
    expect(nextInDirection(layout, 1, 'ArrowDown')).toBe(2);
    expect(nextInDirection(layout, 0, 'ArrowLeft')).toBeUndefined();
  });
});
