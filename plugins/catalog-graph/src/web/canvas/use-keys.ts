import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import { cornerOf } from '../model/layout.ts';
import { centreOn, isOnScreen, nextInDirection } from '../model/view.ts';
import type { PlacedGraph } from '../use-layout.ts';
import type { ViewControl } from './use-view.ts';

/** Entities that are smaller than this have only their names, on a large map not even those. */
export const farScale = 0.6;

/** Arrow keys go to the next entity in their direction; plus, minus and 0 zoom. */
export function useKeys({
  placed,
  control,
  current,
  setCurrent,
}: {
  placed: PlacedGraph;
  control: ViewControl;
  current: string | undefined;
  setCurrent(ref: string): void;
}): {
  /** Brings an entity into sight, and on demand the keyboard's focus to it. */
  goTo(target: string, isFocused: boolean): void;
  onKeyDown(event: KeyboardEvent): void;
} {
  const { graph, layout } = placed;
  const { ref, screen, change, zoom, fit } = control;
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    const target = wanted.current;
    if (target === undefined) return;
    const element = ref.current?.querySelector<HTMLElement>(`[data-ref="${CSS.escape(target)}"]`);
    if (!element) return;
    wanted.current = undefined;
    element.focus({ preventScroll: true });
  });
  const goTo = useCallback(
    (target: string, isFocused: boolean) => {
      const index = graph.nodes.findIndex(({ entityRef }) => entityRef === target);
      if (index === -1) return;
      const corner = cornerOf(layout, index);
      setCurrent(target);
      if (isFocused) wanted.current = target;
      change(now =>
        isOnScreen(now, corner, screen) && now.scale >= farScale ? { ...now } : centreOn(now, corner, screen),
      );
    },
    [graph, layout, screen, change, setCurrent],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === '+' || key === '=') zoom(1.25);
    else if (key === '-') zoom(0.8);
    else if (key === '0') fit();
    else if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown') {
      const from = graph.nodes.findIndex(({ entityRef }) => entityRef === current);
      const next = nextInDirection(layout, Math.max(0, from), key);
      const target = next === undefined ? undefined : graph.nodes[next]?.entityRef;
      if (target !== undefined) goTo(target, true);
    } else return;
    event.preventDefault();
  };
  return { goTo, onKeyDown };
}
