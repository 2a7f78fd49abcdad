import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppNode } from '@portico/frontend-plugin-api';
import type { HomePageWidgetData } from '../react/home-page-widget-blueprint.tsx';
import {
  clampWidth,
  defaultArrangement,
  moveWidget,
  parseArrangement,
  serializeArrangement,
  type PlacedWidget,
} from './arrangement.ts';

const widget = (name: string, layout?: HomePageWidgetData['layout']): HomePageWidgetData => ({
  node: {} as AppNode,
  component: {} as HomePageWidgetData['component'],
  name,
  ...(layout && { layout }),
});

const placed = fc.record({
  id: fc.string({ minLength: 1 }).map(text => `${text.replaceAll('_', '-')}__1`),
  width: fc.integer({ min: 1, max: 12 }),
  movable: fc.boolean(),
  deletable: fc.boolean(),
  resizable: fc.boolean(),
});

describe('arrangements', () => {
  it('survive being stored, in their order', () => {
    fc.assert(
      fc.property(fc.array(placed), items => {
        const widgets: PlacedWidget[] = items.map(item => ({ ...item, name: item.id.split('__')[0] ?? '' }));
        expect(parseArrangement(serializeArrangement(widgets))).toEqual(widgets);
      }),
    );
  });

  it('are read from what existing portals have stored, and from nothing else', () => {
    const stored = {
      version: 1,
      pages: {
        default: [
          { id: 'B__0x', layout: { i: 'B__0x', x: 6, y: 0, w: 6, h: 4 }, settings: {}, movable: false },
          { id: 'A__1x', layout: { i: 'A__1x', x: 0, y: 0, w: 40, h: 4 }, settings: {} },
        ],
      },
    };
    expect(parseArrangement(JSON.stringify(stored))).toMatchObject([
      { name: 'A', width: 12, movable: true },
      { name: 'B', width: 6, movable: false },
    ]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        const result = parseArrangement(text);
        expect(result === undefined || Array.isArray(result)).toBe(true);
      }),
    );
  });

  it('begin as configured, without what is not installed', () => {
    const config = [
      { component: 'b', column: 6, row: 0, width: 6, height: 1, deletable: false },
      { component: 'a', column: 0, row: 0, width: 2, height: 1 },
      { component: 'gone', column: 0, row: 0, width: 2, height: 1 },
    ];
    expect(defaultArrangement([widget('a'), widget('b')], config)).toMatchObject([
      { name: 'a', width: 3, deletable: true },
      { name: 'b', width: 6, deletable: false },
    ]);
    expect(defaultArrangement([widget('a'), widget('b')], undefined).map(({ name }) => name)).toEqual([
      'a',
      'b',
    ]);
  });

  it('keep the widths that a widget allows, and all widgets when one moves', () => {
    expect(clampWidth(1, widget('a', { width: { minColumns: 4 } }))).toBe(4);
    expect(clampWidth(99, widget('a'))).toBe(12);
    const items = defaultArrangement([widget('a'), widget('b'), widget('c')], undefined);
    expect(moveWidget(items, 2, 0).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(moveWidget(items, 0, -1).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(moveWidget(items, 0, 99).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
  });
});
