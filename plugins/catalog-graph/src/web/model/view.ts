import { nodeSize, type LayoutResult, type Point } from './layout.ts';

/** Which part of the map is on the screen: the place of its origin there, and how much it is enlarged. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

/** Width and height, in pixels. */
export interface Size {
  width: number;
  height: number;
}

const smallest = 0.04;
const largest = 2;
const margin = 32;
/** Smaller than this, words are hard to read. */
const readable = 0.75;
/** Names in large letters can be read down to this. */
export const legible = 0.4;
/** An entity with one on each side. */
const threeLayers = nodeSize.width * 3 + 72 * 2 + margin * 2;

/** The view that shows everything, or as much as can be with entities that are not enlarged. */
export function fitView(content: Size, screen: Size): View {
  const scale = clamp(
    Math.min(
      (screen.width - margin * 2) / Math.max(1, content.width),
      (screen.height - margin * 2) / Math.max(1, content.height),
      1,
    ),
  );
  return {
    scale,
    x: (screen.width - content.width * scale) / 2,
    y: (screen.height - content.height * scale) / 2,
  };
}

/**
 * The view to begin with: everything if names can be read, else as much as can be
 * around an entity, on a small screen smaller so that its neighbours are in sight.
 *
 * @param home - the corner of that entity; without one everything is shown, however small.
 */
export function firstView(content: Size, screen: Size, home: Point | undefined): View {
  const whole = fitView(content, screen);
  if (!home || whole.scale >= legible) return whole;
  const scale = Math.max(legible, Math.min(readable, screen.width / threeLayers));
  const x = screen.width / 2 - (home.x + nodeSize.width / 2) * scale;
  const y = screen.height / 2 - (home.y + nodeSize.height / 2) * scale;
  return {
    scale,
    x: keepFilled(x, content.width * scale, screen.width),
    y: keepFilled(y, content.height * scale, screen.height),
  };
}

/** Where content begins so that no room stays empty beside it; in the middle where it has room. */
function keepFilled(start: number, length: number, room: number): number {
  if (length <= room - margin * 2) return (room - length) / 2;
  return Math.min(margin, Math.max(room - margin - length, start));
}

/** The view enlarged by a factor, with the point of the screen staying where it is. */
export function zoomAt(view: View, factor: number, at: Point): View {
  const scale = clamp(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** The view with an entity in the middle, large enough to be read. */
export function centreOn(view: View, corner: Point, screen: Size): View {
  const scale = Math.max(view.scale, readable);
  return {
    scale,
    x: screen.width / 2 - (corner.x + nodeSize.width / 2) * scale,
    y: screen.height / 2 - (corner.y + nodeSize.height / 2) * scale,
  };
}

/** Whether an entity is wholly on the screen. */
export function isOnScreen(view: View, corner: Point, screen: Size): boolean {
  const x = corner.x * view.scale + view.x;
  const y = corner.y * view.scale + view.y;
  return (
    x >= 0 &&
    y >= 0 &&
    x + nodeSize.width * view.scale <= screen.width &&
    y + nodeSize.height * view.scale <= screen.height
  );
}

/** Whether everything is on the screen. */
export function showsAll({ x, y, scale }: View, content: Size, screen: Size): boolean {
  const right = x + content.width * scale;
  const bottom = y + content.height * scale;
  return x >= 0 && y >= 0 && right <= screen.width && bottom <= screen.height;
}

/** The entities of which something is on the screen or near it. */
export function visibleIndexes({ positions }: LayoutResult, view: View, screen: Size): number[] {
  const near = 120;
  const left = (-view.x - near) / view.scale - nodeSize.width;
  const top = (-view.y - near) / view.scale - nodeSize.height;
  const right = (screen.width - view.x + near) / view.scale;
  const bottom = (screen.height - view.y + near) / view.scale;
  const found: number[] = [];
  for (let index = 0; index * 2 < positions.length; index += 1) {
    const x = positions[index * 2] ?? 0;
    const y = positions[index * 2 + 1] ?? 0;
    if (x > left && x < right && y > top && y < bottom) found.push(index);
  }
  return found;
}

/** Where one gets to from an entity with an arrow key: the nearest in that direction, rather straight ahead than aside. */
export function nextInDirection(
  { positions }: LayoutResult,
  from: number,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): number | undefined {
  const isSideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  let best: { index: number; cost: number } | undefined;
  for (let index = 0; index * 2 < positions.length; index += 1) {
    const dx = (positions[index * 2] ?? 0) - (positions[from * 2] ?? 0);
    const dy = (positions[index * 2 + 1] ?? 0) - (positions[from * 2 + 1] ?? 0);
    const ahead = (isSideways ? dx : dy) * sign;
    const aside = Math.abs(isSideways ? dy : dx);
    if (ahead <= 1 || index === from) continue;
    const cost = ahead + aside * 2.5;
    if (!best || cost < best.cost) best = { index, cost };
  }
  return best?.index;
}

function clamp(scale: number): number {
  return Math.min(largest, Math.max(smallest, scale));
}
