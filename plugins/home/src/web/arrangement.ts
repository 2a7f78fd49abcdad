import type { HomePageDefaultItem } from '../react/home-page-layout-blueprint.ts';
import type { HomePageWidgetData } from '../react/home-page-widget-blueprint.tsx';

/** A widget in its place. */
export interface PlacedWidget {
  /** Unique in the arrangement: the name of the widget, `__` and something. */
  id: string;
  name: string;
  /** In columns of twelve. */
  width: number;
  movable: boolean;
  deletable: boolean;
  resizable: boolean;
}

interface StoredItem {
  id: string;
  layout: { i: string; x: number; y: number; w: number; h: number };
  settings: object;
  movable?: boolean;
  deletable?: boolean;
  resizable?: boolean;
}

const columns = 12;
const rowsOfWidget = 4;

/** The arrangement before the user has made one: as configured, else every widget in its order. */
export function defaultArrangement(
  widgets: readonly HomePageWidgetData[],
  configured: readonly HomePageDefaultItem[] | undefined,
): PlacedWidget[] {
  if (!configured) return widgets.map((widget, index) => place(widget, index));
  return configured
    .toSorted((a, b) => a.row - b.row || a.column - b.column)
    .flatMap((item, index) => {
      const widget = widgets.find(({ name }) => name === item.component);
      if (!widget) return [];
      const { movable = true, deletable = true, resizable = true } = item;
      return [
        { ...place(widget, index), width: clampWidth(item.width, widget), movable, deletable, resizable },
      ];
    });
}

/** One more widget at its usual width. `index` keeps ids apart. */
export function place(widget: HomePageWidgetData, index: number | string): PlacedWidget {
  const name = widget.name ?? widget.node.spec.id;
  const width = clampWidth(widget.layout?.width?.defaultColumns ?? 6, widget);
  return { id: `${name}__${index}`, name, width, movable: true, deletable: true, resizable: true };
}

/** A width that the widget allows. */
export function clampWidth(width: number, widget: HomePageWidgetData): number {
  const { minColumns = 3, maxColumns = columns } = widget.layout?.width ?? {};
  return Math.min(Math.min(columns, maxColumns), Math.max(minColumns, Math.round(width)));
}

/**
 * Reads what is stored: version 1 of the grid that portals have always kept, as
 * JSON text. Nothing when it is something else.
 */
export function parseArrangement(text: unknown): PlacedWidget[] | undefined {
  try {
    const grid = JSON.parse(String(text)) as { version?: unknown; pages?: { default?: unknown } };
    const items = grid.version === 1 ? grid.pages?.default : undefined;
    if (!Array.isArray(items)) return undefined;
    return (items as StoredItem[])
      .toSorted((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x)
      .map(({ id, layout, movable = true, deletable = true, resizable = true }) => ({
        id,
        name: id.split('__')[0] ?? id,
        width: Math.min(columns, Math.max(1, layout.w)),
        movable,
        deletable,
        resizable,
      }));
  } catch {
    return undefined;
  }
}

/** The text to store, with the places that the widgets take when they flow from left to right. */
export function serializeArrangement(placed: readonly PlacedWidget[]): string {
  let x = 0;
  let y = 0;
  const items = placed.map(({ id, width, movable, deletable, resizable }): StoredItem => {
    if (x + width > columns) {
      x = 0;
      y += rowsOfWidget;
    }
    const layout = { i: id, x, y, w: width, h: rowsOfWidget };
    x += width;
    return { id, layout, settings: {}, movable, deletable, resizable };
  });
  return JSON.stringify({ version: 1, pages: { default: items } });
}

/** The list with one widget moved to where another stands. */
export function moveWidget(placed: readonly PlacedWidget[], from: number, to: number): PlacedWidget[] {
  const next = [...placed];
  const [moved] = next.splice(from, 1);
  if (moved) next.splice(Math.min(next.length, Math.max(0, to)), 0, moved);
  return next;
}
