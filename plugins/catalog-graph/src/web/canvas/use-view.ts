import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Point } from '../model/layout.ts';
import { firstView, fitView, zoomAt, type Size, type View } from '../model/view.ts';

/** The view of a map, and what changes it. */
export interface ViewControl {
  ref: RefObject<HTMLDivElement | null>;
  view: View;
  /** Zero until the map is on the screen. */
  screen: Size;
  change(next: (view: View) => View): void;
  zoom(factor: number): void;
  fit(): void;
  /** The pointer has just dragged the map; the click that follows is none. */
  wasDragged(): boolean;
}

const clickTolerance = 4;

/**
 * Moves and zooms a map with wheel, mouse, pen and fingers. A new content is
 * shown as a whole, or around `home` where that would be too small to read.
 * While `isAsleep`, wheel and touch scroll the page as usual.
 */
export function useView(
  content: Size,
  { isAsleep, home }: { isAsleep: boolean; home: Point | undefined },
): ViewControl {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 });
  const screen = useScreen(ref);
  const isReady = screen.width > 0;
  const fit = useCallback(() => setView(fitView(content, screen)), [content, screen]);
  const shown = useRef<Size>(undefined);
  useLayoutEffect(() => {
    if (!isReady || shown.current === content) return;
    shown.current = content;
    setView(firstView(content, screen, home));
  }, [isReady, content, screen, home]);
  const dragged = usePointers(ref, setView, isAsleep);
  return {
    ref,
    view,
    screen,
    change: setView,
    zoom: factor => setView(now => zoomAt(now, factor, { x: screen.width / 2, y: screen.height / 2 })),
    fit,
    wasDragged: () => dragged.current,
  };
}

function useScreen(ref: RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void =>
      setSize(({ width, height }) =>
        width === element.clientWidth && height === element.clientHeight
          ? { width, height }
          : { width: element.clientWidth, height: element.clientHeight },
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

function usePointers(
  ref: RefObject<HTMLDivElement | null>,
  change: (next: (view: View) => View) => void,
  isAsleep: boolean,
): RefObject<boolean> {
  const dragged = useRef(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const pointers = new Map<number, Point>();
    let start: Point = { x: 0, y: 0 };
    const at = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const onWheel = (event: WheelEvent): void => {
      if (isAsleep) return;
      event.preventDefault();
      // Lines instead of pixels come from mice in Firefox; a pinch comes with the control key.
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0016));
      const point = at(event);
      change(view => zoomAt(view, factor, point));
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0 || (isAsleep && event.pointerType === 'touch')) return;
      pointers.set(event.pointerId, at(event));
      if (pointers.size === 1) {
        start = at(event);
        dragged.current = false;
      }
    };
    const onMove = (event: PointerEvent): void => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      if (!dragged.current && Math.hypot(now.x - start.x, now.y - start.y) < clickTolerance) return;
      if (!dragged.current) {
        element.setPointerCapture(event.pointerId);
        element.dataset['dragging'] = '';
      }
      dragged.current = true;
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, now);
      change(view => (other ? pinch(view, other, { before, now }) : move(view, before, now)));
    };
    const onUp = (event: PointerEvent): void => {
      pointers.delete(event.pointerId);
      if (pointers.size === 0) delete element.dataset['dragging'];
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
    };
  }, [ref, change, isAsleep]);
  return dragged;
}

function move(view: View, before: Point, now: Point): View {
  return { ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y };
}

function pinch(view: View, other: Point, { before, now }: { before: Point; now: Point }): View {
  const distance = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  return zoomAt(view, distance(now) / distance(before), middle);
}
